import type { Span } from '../../day-count/convention.ts';
import { total } from '../amounts.ts';
import { changeBalance } from './balance-changes.ts';
import { figuresOf, isSettled, paidIn, totalOutstandingPrincipal } from './figures.ts';
import { agree, agreeAmount, levelOut, settleLastOpen } from './instalments.ts';
import { lastPeriod, newPeriod, type InterestModel, type Leg, type Period, type Spared } from './model.ts';

/**
 * A new plan for all that is owed. Periods that end before its first due date keep what was paid on them and hand on the
 * rest; what was paid for later ones stands in a settled period that ends with the day.
 */
export function replan(model: InterestModel, dues: readonly number[], day: number): void {
  const [first] = dues;
  if (first === undefined) return;
  const owed = totalOutstandingPrincipal(model);
  const kept = model.periods.filter(({ due }) => due < first);
  const replaced = model.periods.filter(({ due }) => due >= first);
  const begin = kept.at(-1)?.due ?? model.periods[0]?.from ?? day;
  for (const period of kept) handOn(period);
  const early = settledPeriod(replaced, begin, day);
  const spans = spansOf(early?.due ?? begin, dues);
  const planned = spans.map(newPeriod);
  model.periods = [...kept, ...(early ? [early] : []), ...planned];
  model.overdueTill = null;
  for (const leg of replaced.flatMap(({ legs }) => legs)) keepAmounts(model, leg);
  agreeAmount(model, planned, owed);
  // Too little for an instalment each: the last one takes it.
  const last = lastPeriod(model);
  if (last.instalment === 0n) agree(last, owed);
  if (!early) keepPaid(planned, replaced);
  settleLastOpen(model, day);
  levelOut(model, planned);
}

/**
 * Principal that was due before a day and is not paid bears no interest up to that day, where the product has it bear
 * penalty instead: under a new plan it would, from its old due date on.
 */
export function spareOverdue(model: InterestModel, day: number): void {
  const figures = figuresOf(model);
  const spared = model.periods
    .map(({ due }, index): Spared => ({ after: due, till: day, principal: figures[index]?.outstandingPrincipal ?? 0n }))
    .filter(({ after, principal }) => after < day && principal > 0n);
  model.spared = [...model.spared, ...spared];
}

function spansOf(begin: number, dues: readonly number[]): Span[] {
  return dues.map((due, index) => ({ from: dues[index - 1] ?? begin, due }));
}

function handOn(period: Period): void {
  for (const leg of period.legs) leg.overdue = 0n;
  if (isSettled(period)) return;
  period.instalment = paidIn(period);
  period.movedCredit = total(period.legs, (leg) => leg.creditedPrincipal + leg.creditedInterest);
}

/** On the first day of the loan no period can end, so that the new plan begins with what was paid. */
function keepPaid(planned: readonly Period[], replaced: readonly Period[]): void {
  const [first] = planned;
  if (!first) return;
  first.paidPrincipal = total(replaced, ({ paidPrincipal }) => paidPrincipal);
  first.paidInterest = total(replaced, ({ paidInterest }) => paidInterest);
  agree(first, first.instalment + paidIn(first));
}

function settledPeriod(replaced: readonly Period[], from: number, due: number): Period | null {
  const principal = total(replaced, ({ paidPrincipal }) => paidPrincipal);
  const interest = total(replaced, ({ paidInterest }) => paidInterest);
  if (principal + interest === 0n || due <= from) return null;
  const period = newPeriod({ from, due });
  period.paidPrincipal = principal;
  period.paidInterest = interest;
  period.instalment = principal + interest;
  return period;
}

function keepAmounts(
  model: InterestModel,
  { due, disbursed, correction, creditedPrincipal, creditedInterest }: Leg,
): void {
  if (disbursed !== 0n || correction !== 0n) changeBalance(model, due, { disbursed, correction });
  const leg = model.periods.flatMap(({ legs }) => legs).findLast((each) => each.from <= due);
  if (!leg) return;
  leg.creditedPrincipal += creditedPrincipal;
  leg.creditedInterest += creditedInterest;
}
