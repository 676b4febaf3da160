/** What a parser promises beyond not throwing; a broken promise is thrown, and so found like any failure. */
export function insist(holds: boolean, promise: string): void {
  if (!holds) throw new Error(`broken promise: ${promise}`);
}
