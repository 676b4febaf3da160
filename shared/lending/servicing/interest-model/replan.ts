import type { Span } from '../../day-count/convention.ts';
import { total } from '../amounts.ts';
import { changeBalance } from './balance-changes.ts';
import { isSettled, paidIn } from './figures.ts';
import { agreeAmount, levelOut, settleLastOpen } from './instalments.ts';
import { totalOutstandingPrincipal } from './figures.ts';
import { newPeriod, type InterestModel, type Leg, type Period } from './model.ts';

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
  settleLastOpen(model, day);
  levelOut(model, planned);
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
