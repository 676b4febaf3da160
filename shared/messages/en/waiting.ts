/** How long to wait before the next try; without a number when it is not known. */
export function wait(minutes: number | null): string {
  if (minutes === null) return 'in a while';
  return `in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

export function waitSeconds(seconds: number | null): string {
  if (seconds === null) return 'in a while';
  return `in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
}
