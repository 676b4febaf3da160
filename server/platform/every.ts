/**
 * Does a piece of housekeeping again and again, never twice at a time; a round that fails is logged and the next one
 * comes all the same. `stop` waits for the round in hand.
 */
export function every(ms: number, name: string, round: () => Promise<unknown>): { stop: () => Promise<void> } {
  let inHand: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    inHand = round()
      .then(
        () => undefined,
        (error: unknown) => logFailure(name, error),
      )
      .finally(() => (busy = false));
  }, ms);
  return {
    stop: async () => {
      clearInterval(timer);
      await inHand;
    },
  };
}

function logFailure(name: string, error: unknown): void {
  const code = error instanceof Error ? error.name : typeof error;
  console.error(JSON.stringify({ level: 'error', event: 'housekeeping-failed', name, code }));
}
