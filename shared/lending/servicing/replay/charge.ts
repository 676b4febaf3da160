import { noPortions, smaller } from '../amounts.ts';
import { rowOfCharge } from '../rows/find-row.ts';
import { addOwed } from '../rows/row.ts';
import type { Charge } from '../state.ts';
import type { Replay } from './context.ts';
import { allocate } from './payment.ts';
import { isPayment } from '../kinds.ts';

/** A fee or penalty is owed with the row it is due in. Payments that were too much before pay it first. */
export function applyCharge(replay: Replay, charge: Charge): void {
  const row = rowOfCharge(replay.rows, charge.due);
  addOwed(row, { ...noPortions(), [charge.kind]: charge.amount }, charge.enteredOn);
  for (const transaction of replay.done) {
    const { kind } = transaction.entry;
    if (!isPayment(kind) || transaction.overpaid <= 0n || replay.overpaid <= 0n) continue;
    const rule = replay.terms.ruleFor(kind);
    if (!rule) continue;
    const amount = smaller(replay.overpaid, transaction.overpaid);
    const left = allocate(replay, transaction, rule, amount);
    transaction.overpaid -= amount - left;
    replay.overpaid -= amount - left;
  }
}
