import { roundQuotient } from '../../exact/rounding.ts';
import { toMultiple } from '../../schedule/level.ts';
import { noPortions, total } from '../amounts.ts';
import { isRegular } from '../rows/find-row.ts';
import { noteMet, outstandingOf } from '../rows/row.ts';
import { recalculate, type Replay, type Working } from './context.ts';

/** Principal that is past due is spread over the instalments still to come; the last of them takes the rounding. */
export function applyReAmortization(replay: Replay, transaction: Working): void {
  const day = transaction.entry.on;
  const { rows, terms } = replay;
  recalculate(replay, day);
  const past = rows.filter((row) => row.due <= day);
  const coming = rows.filter((row) => isRegular(row) && !row.isReAged && row.due > day);
  const overdue = total(past, (row) => outstandingOf(row, 'principal'));
  transaction.portions = { ...noPortions(), principal: overdue };
  transaction.amount = overdue;
  for (const row of past) {
    row.owed.principal = row.paid.principal;
    noteMet(row, day);
  }
  const each = roundQuotient(overdue, BigInt(Math.max(coming.length, 1)), terms.rounding);
  const share = toMultiple(each, terms.reckoning.multiple, terms.rounding);
  coming.forEach((row, index) => {
    const isLast = index === coming.length - 1;
    row.owed.principal += isLast ? overdue - share * BigInt(coming.length - 1) : share;
    noteMet(row, day);
  });
  replay.isReAmortized = true;
}
