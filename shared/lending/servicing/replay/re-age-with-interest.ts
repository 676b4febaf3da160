import { regularPeriods } from '../../day-count/periods.ts';
import { noPortions, sumOf, total } from '../amounts.ts';
import { figuresOf, totalOutstandingPrincipal } from '../interest-model/figures.ts';
import { asOf } from '../interest-model/questions.ts';
import { replan, spareOverdue } from '../interest-model/replan.ts';
import { rowOfCharge } from '../rows/find-row.ts';
import { newRow, noteMet, type Row } from '../rows/row.ts';
import type { EventOf } from '../schemas.ts';
import type { Replay, Working } from './context.ts';

/** The interest model makes the new plan; the rows follow it. Charges stay with the row they are due in. */
export function reAgeWithInterest(replay: Replay, transaction: Working, plan: EventOf<'re-age'>): void {
  const { model } = replay;
  const day = transaction.entry.on;
  const portions = noPortions();
  portions.principal = totalOutstandingPrincipal(model);
  portions.interest = interestOwed(replay, day);
  transaction.portions = portions;
  transaction.amount = sumOf(portions);
  const rest = regularPeriods(plan.startOn, plan.installments - 1, plan, 'last-day').map(({ due }) => due);
  planAnew(replay, [plan.startOn, ...rest], day);
}

/** All that is owed, in level instalments due on these days; rows due before the first of them keep what was paid. */
export function planAnew({ model, rows, terms }: Replay, dues: readonly number[], day: number): void {
  const begin = dues[0] ?? day;
  if (terms.recalculation?.noInterestOnPastDue) spareOverdue(model, day);
  replan(model, dues, day);
  const before = rows.filter((row) => row.kind === 'instalment');
  const others = rows.filter((row) => row.kind !== 'instalment');
  const figures = figuresOf(model);
  const planned = model.periods.map((period, index): Row => {
    const kept = before.find((row) => row.due === period.due && row.due < begin);
    const row = kept ?? newRow('instalment', period.from, period.due);
    if (!kept) {
      row.isReAged = true;
      row.paid.principal = period.paidPrincipal;
      row.paid.interest = period.paidInterest;
      row.inAdvance = period.paidPrincipal + period.paidInterest;
    }
    row.owed.principal = figures[index]?.duePrincipal ?? 0n;
    row.owed.interest = figures[index]?.dueInterest ?? 0n;
    noteMet(row, day);
    return row;
  });
  rows.splice(0, rows.length, ...[...others, ...planned].sort((a, b) => a.due - b.due));
  for (const row of before.filter((each) => !rows.includes(each))) moveCharges(rows, row, day);
}

/** Interest of the periods that have begun, up to the day, that is not paid. */
function interestOwed({ model }: Replay, day: number): bigint {
  const trial = asOf(model, day);
  const figures = figuresOf(trial);
  return total(
    trial.periods.map((period, index) => (period.from < day ? (figures[index]?.outstandingInterest ?? 0n) : 0n)),
    (amount) => amount,
  );
}

function moveCharges(rows: Row[], from: Row, day: number): void {
  if (from.owed.fee === 0n && from.owed.penalty === 0n) return;
  const to = rowOfCharge(rows, from.due);
  for (const component of ['fee', 'penalty'] as const) {
    to.owed[component] += from.owed[component];
    to.paid[component] += from.paid[component];
    to.forgiven[component] += from.forgiven[component];
  }
  to.latePenalty += from.latePenalty;
  noteMet(to, day);
}
