import { roundQuotient } from '../../exact/rounding.ts';
import { toMultiple } from '../../schedule/level.ts';
import { noPortions, sumOf, total } from '../amounts.ts';
import { isRegular } from '../rows/find-row.ts';
import { noteMet, outstandingOf, type Row } from '../rows/row.ts';
import { followsPayments, recalculate, type Replay, type Working } from './context.ts';
import { planAnew } from './re-age-with-interest.ts';

/** What is past due is spread over the instalments still to come. Where none is to come there is nothing to do. */
export function applyReAmortization(replay: Replay, transaction: Working): void {
  const day = transaction.entry.on;
  const { rows } = replay;
  recalculate(replay, day);
  const follows = followsPayments(replay);
  const coming = rows.filter((row) => isRegular(row) && (follows || !row.isReAged) && row.due > day);
  if (coming.length === 0) return;
  const past = rows.filter((row) => row.due <= day);
  transaction.portions = { ...noPortions(), principal: total(past, (row) => outstandingOf(row, 'principal')) };
  if (follows) {
    transaction.portions.interest = total(past.filter(isRegular), (row) => outstandingOf(row, 'interest'));
    if (sumOf(transaction.portions) === 0n) return;
    planAnew(
      replay,
      coming.map(({ due }) => due),
      day,
    );
  } else spread(replay, past, coming, day);
  transaction.amount = sumOf(transaction.portions);
}

/** In equal parts; the last instalment takes the rounding. */
function spread(replay: Replay, past: readonly Row[], coming: readonly Row[], day: number): void {
  const { terms } = replay;
  const overdue = total(past, (row) => outstandingOf(row, 'principal'));
  for (const row of past) {
    row.owed.principal = row.paid.principal;
    noteMet(row, day);
  }
  const each = roundQuotient(overdue, BigInt(coming.length), terms.rounding);
  const share = toMultiple(each, terms.reckoning.multiple, terms.rounding);
  coming.forEach((row, index) => {
    const isLast = index === coming.length - 1;
    row.owed.principal += isLast ? overdue - share * BigInt(coming.length - 1) : share;
    noteMet(row, day);
  });
  replay.isReAmortized = true;
}
