import { add, multiply, rational, ZERO, type Rational } from '../../exact/rational.ts';
import { roundQuotient } from '../../exact/rounding.ts';
import { larger, notNegative, smaller, total } from '../amounts.ts';
import type { InterestModel, Leg, Period } from './model.ts';

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
  return total(period.legs, (leg) => leg.creditedPrincipal + leg.creditedInterest) - period.movedCredit;
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
  let exact: Rational = ZERO;
  for (const leg of period.legs) {
    const credited = rational(leg.creditedInterest);
    const share = leg.isPaused ? ZERO : legInterest(model, period, leg, isFlat ? lent : balance);
    exact = add(exact, add(credited, share));
    balance = notNegative(balance + leg.disbursed + leg.correction + leg.overdue);
    lent += leg.disbursed;
  }
  const interest = roundQuotient(exact.numerator, exact.denominator, rounding);
  return { interest, closing: balance, lentAfter: lent };
}

function legInterest(model: InterestModel, period: Period, leg: Leg, balance: bigint): Rational {
  const length = leg.due - leg.from;
  if (length <= 0 || balance === 0n || (model.cutAt !== null && leg.due > model.cutAt)) return ZERO;
  const tillDue = interestFactor(model, period, leg.from, period.due, 'elapsed');
  return multiply(tillDue, rational(balance * BigInt(length), period.due - leg.from));
}

/** Yearly rate times the part of a year; the rate is that of the day after `from`. */
export function interestFactor(
  { reckoning, rates }: InterestModel,
  period: Period,
  from: number,
  to: number,
  measure: 'agreed' | 'elapsed',
): Rational {
  const rate = rates.findLast(({ after }) => after <= from)?.rate ?? reckoning.annualRate;
  if (rate.numerator === 0n || to <= from) return ZERO;
  return multiply(rate, reckoning.fractionOf(period, { from, to }, measure));
}

export function totalLent(model: InterestModel): bigint {
  return total(model.periods, (period) => total(period.legs, (leg) => leg.disbursed));
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
