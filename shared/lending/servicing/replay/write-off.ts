import { COMPONENTS, noPortions, smaller, sumOf } from '../amounts.ts';
import type { TransactionKind } from '../kinds.ts';
import { forgiveRow, isOpen, outstandingOf } from '../rows/row.ts';
import { incomeOwed, stopInterest } from './charge-off.ts';
import { recalculate, type Replay, type Working } from './context.ts';

/** The lender closes the loan: interest stops with the day, and all that is open is given up. */
export function applyWriteOff(replay: Replay, transaction: Working): void {
  const { rows } = replay;
  const day = transaction.entry.on;
  recalculate(replay, day);
  if (!replay.isChargedOff && rows.some(isOpen)) stopInterest(replay, day);
  replay.earnedAtChargeOff ??= incomeOwed(replay);
  transaction.portions = noPortions();
  for (const row of rows) {
    for (const component of COMPONENTS) {
      transaction.portions[component] += forgiveRow(row, component, day, outstandingOf(row, component));
    }
  }
  transaction.amount = sumOf(transaction.portions);
  replay.recoverable = transaction.amount;
  replay.isChargedOff = true;
  replay.isWrittenOff = true;
}

/** Money that comes in, and so is recovered, whatever it was entered as. */
const BRINGS_MONEY = new Set<TransactionKind>([
  'down-payment',
  'repayment',
  'merchant-issued-refund',
  'payout-refund',
  'recovery',
]);
const TAKES_MONEY = new Set<TransactionKind>(['chargeback', 'credit-balance-refund']);

/**
 * Nothing is owed after a write-off. Money that comes is recovered, more than was written off is an overpayment; money that
 * goes is paid from the overpayment, else lost again. All else comes to nothing.
 */
export function applyAfterWriteOff(replay: Replay, transaction: Working): void {
  const { kind } = transaction.entry;
  if (BRINGS_MONEY.has(kind)) {
    const recovered = smaller(transaction.amount, replay.recoverable);
    transaction.overpaid = transaction.amount - recovered;
    replay.recoverable -= recovered;
    replay.overpaid += transaction.overpaid;
  } else if (TAKES_MONEY.has(kind)) {
    transaction.overpaid = smaller(transaction.amount, replay.overpaid);
    replay.recoverable += transaction.amount - transaction.overpaid;
    replay.overpaid -= transaction.overpaid;
  } else transaction.amount = 0n;
}
