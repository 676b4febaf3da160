import { roundQuotient } from '../../exact/rounding.ts';
import { toMultiple } from '../../schedule/level.ts';
import { hasRowsByPeriod } from '../cumulative/rows-by-period.ts';
import { lend } from '../interest-model/operations.ts';
import { additionalRow, maturity } from '../rows/find-row.ts';
import { newRow, noteMet, type Row } from '../rows/row.ts';
import { recalculate, syncRows, type Replay, type Working } from './context.ts';
import { allocateOverpayment } from './payment.ts';

/** Money paid out: its down payment becomes a row of its own, the rest is spread over the instalments to come. */
export function applyDisbursement(replay: Replay, transaction: Working): void {
  const { entry, amount } = transaction;
  recalculate(replay, entry.on);
  const down = replay.terms.downPaymentOf(amount);
  if (down > 0n) insertDownPayment(replay.rows, entry.on, down);
  const lent = amount - down;
  if (isAfterAgreedPlan(replay, entry.on)) spreadEvenly(replay, entry.on, lent);
  else if (!hasRowsByPeriod(replay.terms)) {
    lend(replay.model, entry.on, lent);
    syncRows(replay, entry.on, entry.on);
  }
  allocateOverpayment(replay, transaction);
}

/** Re-aged and re-amortised rows no longer follow one agreed instalment, and after maturity there is none. */
function isAfterAgreedPlan({ isReAmortized, isReAged, bearsInterest, rows }: Replay, day: number): boolean {
  if (isReAmortized || day > maturity(rows)) return true;
  return isReAged && !bearsInterest;
}

function insertDownPayment(rows: Row[], day: number, amount: bigint): void {
  const row = newRow('down-payment', day, day);
  row.owed.principal = amount;
  noteMet(row, day);
  const index = rows.findIndex((each) => each.due > day);
  rows.splice(index < 0 ? rows.length : index, 0, row);
}

function spreadEvenly({ rows, terms }: Replay, day: number, amount: bigint): void {
  const coming = rows.filter((row) => row.kind === 'instalment' && row.due > day);
  const targets = coming.length > 0 ? coming : [additionalRow(rows, day)];
  const each = roundQuotient(amount, BigInt(targets.length), terms.rounding);
  let left = amount;
  targets.forEach((row, index) => {
    const before = row.owed.principal;
    const isLast = index === targets.length - 1;
    row.owed.principal = isLast ? before + left : toMultiple(before + each, terms.reckoning.multiple, terms.rounding);
    left -= row.owed.principal - before;
    noteMet(row, day);
  });
}
