import { civilOfEpochDay } from '#shared/calendar/date.ts';
import { wholeMonths } from '#shared/lending/day-count/civil.ts';
import { isWithinCeiling } from '#shared/lending/ceiling/is-within-ceiling.ts';
import { percentageOf } from '#shared/lending/rates/annual-percentage.ts';
import { chosenRate, type Flow } from '#shared/lending/rates/exponential-roots.ts';
import type { LoanState } from '#shared/lending/servicing/index.ts';
import { dateOf } from './units.ts';

/**
 * Whether the loan, paid as it is now scheduled, costs no more than allowed on the day of its contract (conventions 4.1):
 * interest and every charge that a person has entered. What being late costs is bounded by its own rate.
 */
export function isCostAllowed(state: LoanState): boolean {
  const flows = flowsOf(state);
  const rate = chosenRate(flows);
  if (rate === null) return true;
  const percent = percentageOf(rate);
  if (!percent.ok) return false;
  const lent = Math.min(...paidOut(state).map(({ on }) => on));
  const within = isWithinCeiling({ allInPercent: percent.value.percent, lender: 'licensed', on: dateOf(lent) });
  return within.ok && within.value.isWithin;
}

/** In years of twelve months of thirty days, as the product counts: for monthly rows the rate is that of the contract. */
function flowsOf(state: LoanState): Flow[] {
  const payouts = paidOut(state);
  const start = Math.min(...payouts.map(({ on }) => on));
  const at = (day: number): number => yearsBetween(start, day);
  return [
    ...payouts.map(({ on, amount }) => ({ at: at(on), amount: Number(amount) })),
    ...state.rows.map(({ due, owed, credited }) => ({
      at: at(due),
      amount: -Number(owed.principal + owed.interest - credited.principal - credited.interest),
    })),
    ...state.charges
      .filter(({ isReversed }) => !isReversed)
      .map(({ due, amount }) => ({ at: at(Math.max(due, start)), amount: -Number(amount) })),
  ];
}

function paidOut({ entries }: LoanState) {
  return entries.filter(({ kind, isReversed }) => kind === 'disbursement' && !isReversed);
}

function yearsBetween(from: number, to: number): number {
  const whole = wholeMonths(from, to);
  if (whole !== null) return whole / 12;
  const [a, b] = [civilOfEpochDay(from), civilOfEpochDay(to)];
  return b.year - a.year + (b.month - a.month) / 12 + (b.day - a.day) / 360;
}
