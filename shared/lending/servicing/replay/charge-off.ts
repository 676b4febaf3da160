import { roundQuotient } from '../../exact/rounding.ts';
import { COMPONENTS, noPortions, larger, smaller, sumOf, total, type Component, type Portions } from '../amounts.ts';
import { lastPeriod } from '../interest-model/model.ts';
import { interestTill } from '../interest-model/questions.ts';
import { isRegular } from '../rows/find-row.ts';
import { isOpen, noteMet, outstandingOf, type Row } from '../rows/row.ts';
import { followsPayments, recalculate, type Replay, type Working } from './context.ts';

/** The lender gives up hope: all that is open is written to loss. The product says what becomes of interest to come. */
export function applyChargeOff(replay: Replay, transaction: Working): void {
  const day = transaction.entry.on;
  recalculate(replay, day);
  if (replay.isChargedOff || !replay.rows.some(isOpen)) return;
  if (replay.terms.chargeOff === 'zero-interest') stopInterest(replay, day);
  if (replay.terms.chargeOff === 'accelerate-maturity') endWith(replay, day);
  replay.earnedAtChargeOff = incomeOwed(replay);
  // Where the model has stopped interest, the rows hold no other than what was earned.
  const isStopped = replay.terms.chargeOff === 'zero-interest' && followsPayments(replay);
  if (!isStopped) replay.earnedAtChargeOff.interest = interestEarned(replay, day);
  transaction.portions = noPortions();
  for (const component of COMPONENTS) {
    transaction.portions[component] = total(replay.rows, (row) => outstandingOf(row, component));
  }
  transaction.amount = sumOf(transaction.portions);
  replay.isChargedOff = true;
}

/** No interest after the day: instalments keep their height and hold more principal; the last ones pay less. */
export function stopInterest(replay: Replay, day: number): void {
  for (const row of replay.rows.filter((each) => each.due > day && each.kind !== 'down-payment')) {
    const interest = row.from <= day ? interestSoFar(replay, row, day) : row.paid.interest;
    if (row.from > day && !isOpen(row)) continue;
    row.owed.principal = larger(row.owed.principal + row.owed.interest - interest, row.paid.principal);
    row.owed.interest = interest;
    noteMet(row, day);
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
    row.owed.principal = larger(before + rest, row.paid.principal);
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
      current.forgiven[component] += row.forgiven[component];
      current.owed[component] += row.owed[component];
      current.paid[component] += row.paid[component];
    }
    rows.splice(rows.indexOf(row), 1);
  }
  noteMet(current, day);
}

/** Interest, fees and penalties of all rows, without what came back by chargebacks. */
export function incomeOwed({ rows }: { readonly rows: readonly Row[] }): Portions {
  const owed = (component: Component): bigint => total(rows, (row) => row.owed[component] - row.credited[component]);
  return { principal: 0n, interest: owed('interest'), fee: owed('fee'), penalty: owed('penalty') };
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
