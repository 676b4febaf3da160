import { forgiveRow } from '../rows/row.ts';
import type { Replay, Working } from './context.ts';

/** Charges given up, those of the oldest row first. More than is open can not be given up. */
export function applyChargeWaiver(replay: Replay, transaction: Working): void {
  const { waives: component, on } = transaction.entry;
  if (component === undefined) return;
  let left = transaction.amount;
  for (const row of replay.rows) left -= forgiveRow(row, component, on, left);
  transaction.amount -= left;
  transaction.portions[component] = transaction.amount;
}
