import { multiply, rational, ZERO, type Rational } from '../../exact/rational.ts';
import { roundQuotient } from '../../exact/rounding.ts';
import { larger, notNegative, smaller, total } from '../amounts.ts';
import type { InterestModel, Leg, Period, Reckoning } from './model.ts';

/** What a period comes to. */
export interface Figures {
  readonly duePrincipal: bigint;
  readonly dueInterest: bigint;
  /** Interest the instalment could not hold; due with the next period. */
  readonly unrecognized: bigint;
  /** Principal owed after the period. */
  readonly balance: bigint;
  readonly outstandingPrincipal: bigint;
  readonly outstandingInterest: bigint;
}

export function creditedTo(period: Period): bigint {
  let credited = -period.movedCredit;
  for (const leg of period.legs) credited += leg.creditedPrincipal + leg.creditedInterest;
  return credited;
}

/** Instalment, credits and interest taken over from later periods. */
export function payable(period: Period): bigint {
  return period.instalment + creditedTo(period) + period.laterInterest;
}

export function paidIn(period: Period): bigint {
  return period.paidPrincipal + period.paidInterest;
}

export function isSettled(period: Period): boolean {
  return payable(period) === paidIn(period);
}

/** Figures of all periods, first to last, since every period's balance and left-over interest come from the one before. */
export function figuresOf(model: InterestModel): Figures[] {
  const figures: Figures[] = [];
  let balance = 0n;
  let lent = 0n;
  let unrecognized = 0n;
  for (const period of model.periods) {
    const { interest, closing, lentAfter } = reckon(model, period, balance, lent);
    const own = period.isInterestMoved ? 0n : interest;
    const current = settle(period, notNegative(own + period.laterInterest + unrecognized), closing);
    figures.push(current);
    balance = current.balance;
    lent = lentAfter;
    unrecognized = current.unrecognized;
  }
  return figures;
}

export function figuresFor(model: InterestModel, period: Period): Figures {
  const found = figuresOf(model)[model.periods.indexOf(period)];
  if (!found) throw new RangeError('The period is not of this model.');
  return found;
}

/**
 * The instalment holds its interest first. Where more principal was paid than that leaves, the interest moves on to the
 * next period; interest taken over from later periods stays, since nothing comes after it.
 */
function settle(period: Period, calculated: bigint, closing: bigint): Figures {
  const due = payable(period);
  const later = period.laterInterest;
  const own = notNegative(calculated - later);
  const isPaidAhead = period.paidPrincipal > notNegative(due - calculated);
  const held = isPaidAhead ? notNegative(period.paidInterest - later) : smaller(own, due - later);
  const dueInterest = larger(held + smaller(later, calculated), period.paidInterest);
  const duePrincipal = larger(notNegative(due - dueInterest), period.paidPrincipal);
  return {
    dueInterest,
    duePrincipal,
    unrecognized: notNegative(calculated - dueInterest),
    balance: notNegative(closing + period.paidPrincipal - duePrincipal),
    outstandingPrincipal: notNegative(duePrincipal - period.paidPrincipal),
    outstandingInterest: notNegative(dueInterest - period.paidInterest),
  };
}

/** Interest of the period, added up unrounded over its legs and rounded once, and the balance before its instalment. */
function reckon(model: InterestModel, period: Period, opening: bigint, lentBefore: bigint) {
  const { isFlat, rounding } = model.reckoning;
  let balance = opening;
  let lent = lentBefore;
  let above = 0n;
  let below = 1n;
  for (const leg of period.legs) {
    if (leg.creditedInterest !== 0n) above += leg.creditedInterest * below;
    const bearing = isFlat ? lent : balance;
    if (bearing !== 0n && bearsInterest(model, leg)) {
      const { numerator, denominator } = legFactor(model, period, leg);
      const length = BigInt(leg.due - leg.from);
      const unitDays = bearing * length - sparedUnitDays(model, leg);
      if (denominator === below) above += unitDays * numerator;
      else {
        above = above * denominator + unitDays * numerator * below;
        below *= denominator;
      }
    }
    balance = notNegative(balance + leg.disbursed + leg.correction + leg.overdue);
    lent += leg.disbursed;
  }
  const interest = above === 0n ? 0n : roundQuotient(above, below, rounding);
  return { interest, closing: balance, lentAfter: lent };
}

/** Principal times days of the leg that bear nothing. */
function sparedUnitDays({ spared }: InterestModel, leg: Leg): bigint {
  return total(spared, ({ after, till, principal }) => {
    const days = Math.min(till, leg.due) - Math.max(after, leg.from);
    return days > 0 ? principal * BigInt(days) : 0n;
  });
}

function bearsInterest({ cutAt }: InterestModel, { from, due, isPaused }: Leg): boolean {
  return !isPaused && due > from && (cutAt === null || due <= cutAt);
}

/** For each day of the leg: the yearly rate times the day's share of the time from its start to the period's end. */
function legFactor({ reckoning, rates }: InterestModel, period: Period, leg: Leg): Rational {
  const rate = rateAfter(reckoning, rates, leg.from);
  return reckoning.factors.of(rate, period, leg.from, () => {
    const tillDue = reckoning.fractionOf(period, { from: leg.from, to: period.due }, 'elapsed');
    return multiply(multiply(rate, tillDue), rational(1, period.due - leg.from));
  });
}

/** Yearly rate times the part of a year for which the instalment is agreed. */
export function agreedFactor({ reckoning, rates }: InterestModel, period: Period, { from, due }: Leg): Rational {
  const rate = rateAfter(reckoning, rates, from);
  if (rate.numerator === 0n || due <= from) return ZERO;
  return multiply(rate, reckoning.fractionOf(period, { from, to: due }, 'agreed'));
}

/** The yearly rate of the day after. */
function rateAfter({ annualRate }: Reckoning, rates: InterestModel['rates'], day: number): Rational {
  if (rates.length === 0) return annualRate;
  return rates.findLast(({ after }) => after <= day)?.rate ?? annualRate;
}

export function totalLent(model: InterestModel): bigint {
  let lent = 0n;
  for (const { legs } of model.periods) for (const leg of legs) lent += leg.disbursed;
  return lent;
}

export function totalCreditedPrincipal(model: InterestModel): bigint {
  return total(model.periods, (period) => notNegative(total(period.legs, (leg) => leg.creditedPrincipal)));
}

export function totalPaidPrincipal(model: InterestModel): bigint {
  return total(model.periods, (period) => period.paidPrincipal);
}

export function totalOutstandingPrincipal(model: InterestModel): bigint {
  return notNegative(totalLent(model) + totalCreditedPrincipal(model) - totalPaidPrincipal(model));
}
