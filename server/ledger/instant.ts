import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';

const instants = new WeakMap<Tx, number>();

/**
 * The one instant of everything that a database transaction writes into the books: what it moves in two books, or in a
 * book and on a loan, then stands in both at every instant that can be asked for.
 */
export function instantOf(platform: Pick<Platform, 'now'>, tx: Tx): number {
  const known = instants.get(tx);
  if (known !== undefined) return known;
  const now = platform.now();
  instants.set(tx, now);
  return now;
}
