import { roundQuotient } from '../../exact/rounding.ts';
import { noPortions, notNegative, smaller, sumOf, total, COMPONENTS } from '../amounts.ts';
import { lastPeriod } from '../interest-model/model.ts';
import { interestTill } from '../interest-model/questions.ts';
import { isRegular } from '../rows/find-row.ts';
import { isOpen, noteMet, outstandingOf, type Row } from '../rows/row.ts';
import { followsPayments, recalculate, type Replay, type Working } from './context.ts';

/** The lender gives up hope: all that is open is written to loss. The product says what becomes of interest to come. */
export function applyChargeOff(replay: Replay, transaction: Working): void {
  const day = transaction.entry.on;
  recalculate(replay, day);
  if (replay.rows.some(isOpen)) {
    if (replay.terms.chargeOff === 'zero-interest') stopInterest(replay, day);
    if (replay.terms.chargeOff === 'accelerate-maturity') endWith(replay, day);
    replay.interestAtChargeOff = interestEarned(replay, day);
    transaction.portions = noPortions();
    for (const component of COMPONENTS) {
      transaction.portions[component] = total(replay.rows, (row) => outstandingOf(row, component));
    }
    transaction.amount = sumOf(transaction.portions);
  }
  replay.isChargedOff = true;
}

/** No interest after the day: instalments keep their height and hold more principal; the last ones pay less. */
function stopInterest(replay: Replay, day: number): void {
  for (const row of replay.rows.filter((each) => each.due > day && each.kind !== 'down-payment')) {
    const interest = row.from <= day ? interestSoFar(replay, row, day) : row.paid.interest;
    if (row.from > day && !isOpen(row)) continue;
    row.owed.principal += row.owed.interest - interest;
    row.owed.interest = interest;
  }
  const lent = total(replay.done, ({ entry, amount }) => (entry.kind === 'disbursement' ? amount : 0n));
  const back = total(
    replay.rows.filter((row) => row.kind !== 'additional'),
    (row) => row.credited.principal,
  );
  let rest =
    lent +
    back -
    total(
      replay.rows.filter((row) => row.kind !== 'additional'),
      (row) => row.owed.principal,
    );
  for (const row of replay.rows.filter(isRegular).reverse()) {
    if (rest === 0n || !isOpen(row)) continue;
    const before = row.owed.principal;
    row.owed.principal = notNegative(before + rest);
    rest -= row.owed.principal - before;
    noteMet(row, day);
  }
}

/** The loan ends with the day: the current instalment takes all principal to come. */
function endWith(replay: Replay, day: number): void {
  const { rows, model } = replay;
  const current = rows.find((row) => isRegular(row) && row.from < day && row.due >= day);
  if (!current || day >= lastPeriod(model).due) return;
  if (isOpen(current) && current.due > day) current.owed.interest = interestSoFar(replay, current, day);
  current.due = day;
  const later = rows.filter((row) => row.due > day);
  for (const row of later) {
    current.owed.principal += row.owed.principal;
    current.paid.principal += row.paid.principal;
    current.paid.interest += row.paid.interest;
    current.owed.interest += row.paid.interest;
    current.inAdvance += row.inAdvance;
    for (const component of ['fee', 'penalty'] as const) {
      current.owed[component] += row.owed[component];
      current.paid[component] += row.paid[component];
    }
    rows.splice(rows.indexOf(row), 1);
  }
  noteMet(current, day);
}

function interestEarned(replay: Replay, day: number): bigint {
  const agreed = replay.rows.filter((row) => row.kind !== 'additional');
  const past = total(
    agreed.filter((row) => row.due <= day),
    (row) => row.owed.interest - row.credited.interest,
  );
  const current = agreed.filter((row) => row.from <= day && row.due > day);
  return past + total(current, (row) => earnedOf(replay, row, day));
}

function earnedOf(replay: Replay, row: Row, day: number): bigint {
  if (followsPayments(replay) || replay.terms.chargeOff === 'regular') return interestSoFar(replay, row, day);
  return outstandingOf(row, 'interest');
}

/** Interest of a row's period up to the day, by the model where it follows the payments, else by days. */
function interestSoFar(replay: Replay, row: Row, day: number): bigint {
  if (followsPayments(replay)) return interestTill(replay.model, row, day);
  const open = smaller(row.owed.interest, outstandingOf(row, 'interest'));
  if (open <= 0n) return row.owed.interest;
  return roundQuotient(open * BigInt(day - row.from), BigInt(row.due - row.from), replay.terms.rounding);
}
