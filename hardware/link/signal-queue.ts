/**
 * Takes signals one after the other: one that comes while another is being taken (a dropped link, a
 * wish from within an event) waits until that step is whole.
 */
export function inOrder<S>(take: (signal: S) => void): (signal: S) => void {
  const waiting: S[] = [];
  let isTaking = false;
  return (signal) => {
    waiting.push(signal);
    if (isTaking) return;
    isTaking = true;
    try {
      for (let first = waiting.shift(); first !== undefined; first = waiting.shift()) take(first);
    } finally {
      isTaking = false;
    }
  };
}
