import type { Span } from '../../day-count/convention.ts';
import type { Part } from '../../day-count/year-fraction.ts';
import type { Rational } from '../../exact/rational.ts';
import type { RoundingMode } from '../../exact/rounding.ts';
import type { KeptFactors } from './kept-factors.ts';

/** A stretch of a period over which the balance stands still; days are day numbers. Amounts come at its end. */
export interface Leg {
  from: number;
  due: number;
  disbursed: bigint;
  /** Paid early (negative) or credited (positive). */
  correction: bigint;
  /** Owed longer than agreed (positive), and made good when that ends (negative). */
  overdue: bigint;
  /** Given back to the loan by a chargeback: due with this period, besides the instalment. */
  creditedPrincipal: bigint;
  creditedInterest: bigint;
  isPaused: boolean;
}

/** Principal that bears no interest after one day up to another. */
export interface Spared {
  readonly after: number;
  readonly till: number;
  readonly principal: bigint;
}

/** A repayment period of the interest model. The instalment holds interest first, then principal. */
export interface Period {
  from: number;
  due: number;
  legs: Leg[];
  instalment: bigint;
  /** The instalment as agreed, before payments bent it. */
  agreedInstalment: bigint;
  paidPrincipal: bigint;
  paidInterest: bigint;
  /** Interest of later, already settled periods that is due with this one. */
  laterInterest: bigint;
  /** Its interest is due with an earlier period. */
  isInterestMoved: boolean;
  /** Credited amounts that a re-ageing took along. */
  movedCredit: bigint;
}

/** How interest is reckoned; what never changes while a loan is serviced. */
export interface Reckoning {
  readonly annualRate: Rational;
  readonly isFlat: boolean;
  readonly multiple: bigint | null;
  readonly digits: number;
  readonly rounding: RoundingMode;
  /** Whether a last instalment that differs much is evened out over all of them. */
  readonly isLevelled: boolean;
  readonly fractionOf: (span: Span, part: Part, measure: 'agreed' | 'elapsed') => Rational;
  /** What a loan's legs bear, kept while it is replayed: the same few come up again and again. */
  readonly factors: KeptFactors;
}

/**
 * What is owed when, given everything lent, paid and corrected so far. Operations change a model in place; questions
 * about another day are asked of a copy.
 */
export interface InterestModel {
  readonly reckoning: Reckoning;
  periods: Period[];
  /** In the order of their days; each holds from the day after `after`. */
  rates: { readonly after: number; readonly rate: Rational }[];
  spared: readonly Spared[];
  /** Interest counts up to this day only. */
  cutAt: number | null;
  /** How far overdue principal has been charged interest. */
  overdueTill: number | null;
  /** False once the maturity was brought forward: instalments then stay as they are. */
  bendsInstalments: boolean;
}

export function openModel(reckoning: Reckoning, spans: readonly Span[]): InterestModel {
  return {
    reckoning,
    periods: spans.map(newPeriod),
    rates: [],
    spared: [],
    cutAt: null,
    overdueTill: null,
    bendsInstalments: true,
  };
}

export function newPeriod({ from, due }: Span): Period {
  return {
    from,
    due,
    legs: [newLeg(from, due, false)],
    instalment: 0n,
    agreedInstalment: 0n,
    paidPrincipal: 0n,
    paidInterest: 0n,
    laterInterest: 0n,
    isInterestMoved: false,
    movedCredit: 0n,
  };
}

export function newLeg(from: number, due: number, isPaused: boolean): Leg {
  return {
    from,
    due,
    disbursed: 0n,
    correction: 0n,
    overdue: 0n,
    creditedPrincipal: 0n,
    creditedInterest: 0n,
    isPaused,
  };
}

export function copyModel(model: InterestModel): InterestModel {
  return {
    ...model,
    rates: [...model.rates],
    periods: model.periods.map((period) => ({ ...period, legs: period.legs.map((leg) => ({ ...leg })) })),
  };
}

/** The loan as it would be had nothing been paid. */
export function unpaidCopy(model: InterestModel): InterestModel {
  const copy = copyModel(model);
  for (const period of copy.periods) {
    period.paidPrincipal = 0n;
    period.paidInterest = 0n;
    period.laterInterest = 0n;
    for (const leg of period.legs) {
      leg.correction = 0n;
      leg.overdue = 0n;
    }
  }
  return copy;
}

export function lastPeriod(model: InterestModel): Period {
  const last = model.periods.at(-1);
  if (!last) throw new RangeError('A model has at least one period.');
  return last;
}

export function lastLeg(period: Period): Leg | undefined {
  return period.legs.at(-1);
}

/** The period a day falls in: after `from` up to `due`; the first day of the loan belongs to the first period. */
export function periodAt(model: InterestModel, day: number): Period | undefined {
  return model.periods.find((period, index) => isWithin(period, day, index === 0));
}

export function legAt(model: InterestModel, period: Period, day: number): Leg | undefined {
  const isFirst = model.periods[0] === period;
  return period.legs.findLast((leg, index) => isWithin(leg, day, isFirst && index === 0));
}

function isWithin({ from, due }: Span, day: number, isFirst: boolean): boolean {
  return day <= due && (isFirst ? day >= from : day > from);
}

/** The period of a schedule row; periods joined since then answer for the rows inside them. */
export function periodOfRow(model: InterestModel, { from, due }: Span): Period | undefined {
  return (
    model.periods.find((period) => period.from === from && period.due === due) ??
    model.periods.find((period) => period.due === due) ??
    model.periods.find((period) => period.from <= from && period.due >= due)
  );
}
