import { lastLeg, lastPeriod, newLeg, periodAt, type InterestModel, type Leg, type Period } from './model.ts';

export interface BalanceChange {
  readonly disbursed?: bigint;
  readonly correction?: bigint;
  readonly overdue?: bigint;
}

/**
 * Changes the balance from a day on: the leg that ends that day takes the amounts, and is split off where there is none.
 * Returns the period, `undefined` where the day lies outside the loan.
 */
export function changeBalance(model: InterestModel, day: number, change: BalanceChange): Period | undefined {
  const period = periodAt(model, day);
  if (!period) return undefined;
  const leg = legEndingOn(model, period, day) ?? splitLeg(period, day);
  if (leg) {
    leg.disbursed += change.disbursed ?? 0n;
    leg.correction += change.correction ?? 0n;
    leg.overdue += change.overdue ?? 0n;
  }
  return period;
}

/** On the last day of the loan a leg of no length is opened, so that what is credited then stands apart. */
function legEndingOn(model: InterestModel, period: Period, day: number): Leg | undefined {
  if (period === lastPeriod(model) && day === period.due) {
    const last = lastLeg(period);
    return last?.from === last?.due ? last : undefined;
  }
  return period.legs.find((leg) => leg.due === day);
}

/** Cuts the leg that runs over the day in two; returns the first of them, which now ends on the day. */
export function splitLeg(period: Period, day: number): Leg | undefined {
  const leg = period.legs.findLast(({ from, due }) => day > from && day <= due) ?? period.legs[0];
  if (!leg) return undefined;
  const end = leg.due;
  leg.due = Math.min(Math.max(day, leg.from), end);
  period.legs.splice(period.legs.indexOf(leg) + 1, 0, newLeg(leg.due, end, leg.isPaused));
  return leg;
}
