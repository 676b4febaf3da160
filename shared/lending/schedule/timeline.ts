import type { Span } from '../day-count/convention.ts';
import { multiply, ZERO, type Rational } from '../exact/rational.ts';
import type { LoanTerms } from './terms.ts';

/** What happens to a loan besides repayment. Interest of a day runs from the day before to that day. */
export interface Timeline {
  /** In the order of their days. */
  readonly disbursements: readonly { readonly on: number; readonly units: bigint }[];
  /** In the order of their days; each holds from the day after `after`. */
  readonly rates: readonly { readonly after: number; readonly rate: Rational }[];
  /** No interest for these days, both included; see `pausedStretch`. */
  readonly pauses: readonly { readonly from: number; readonly to: number }[];
}

/** A stretch of a period over which balance and rate stand still. */
export interface Leg {
  /** Paid out at its beginning. */
  readonly paidOut: bigint;
  /** Interest factor as agreed for the instalment, and as elapsed by the dates (see `yearFraction`). */
  readonly agreed: Rational;
  readonly elapsed: Rational;
}

/** The period a day belongs to, from `from` to the day before `due`; the last due date belongs to the last one. */
export function periodOf({ spans }: LoanTerms, day: number): number | null {
  const index = spans.findIndex((span) => day >= span.from && day < span.due);
  if (index >= 0) return index;
  return spans.at(-1)?.due === day ? spans.length - 1 : null;
}

/** The legs of every period. */
export function legsByPeriod(terms: LoanTerms, timeline: Timeline): Leg[][] {
  const disbursed = timeline.disbursements.map((each) => ({ ...each, period: periodOf(terms, each.on) }));
  return terms.spans.map((span, index) =>
    legsOf(
      terms,
      timeline,
      span,
      disbursed.filter(({ period }) => period === index),
    ),
  );
}

function legsOf(terms: LoanTerms, timeline: Timeline, span: Span, paidOut: Timeline['disbursements']): Leg[] {
  const paused = timeline.pauses.map((pause) => pausedStretch(pause, span));
  const inside = [
    ...paidOut.map(({ on }) => on),
    ...timeline.rates.map(({ after }) => after),
    ...paused.flatMap(({ after, until }) => [after, until]),
  ].filter((day) => day > span.from && day < span.due);
  const starts = [...new Set([span.from, ...inside])].sort((a, b) => a - b);
  const legs = starts.map((from, position): Leg => {
    const part = { from, to: starts[position + 1] ?? span.due };
    const isPaused = paused.some(({ after, until }) => after <= from && from < until);
    const rate = isPaused ? ZERO : rateOn(timeline, from);
    const factor = (measure: 'agreed' | 'elapsed'): Rational =>
      rate.numerator === 0n ? ZERO : multiply(rate, terms.fractionOf(span, part, measure));
    const agreed = factor('agreed');
    return { paidOut: paidOutOn(paidOut, from), agreed, elapsed: terms.isMoved ? factor('elapsed') : agreed };
  });
  const atTheEnd = paidOutOn(paidOut, span.due);
  return atTheEnd > 0n ? [...legs, { paidOut: atTheEnd, agreed: ZERO, elapsed: ZERO }] : legs;
}

/**
 * A pause takes the interest from the day before its first day on. One that begins on the very first day of a period
 * leaves that day's interest: so the cases have it (chg-041), although their description would take it too.
 */
function pausedStretch({ from, to }: { from: number; to: number }, span: Span): { after: number; until: number } {
  return { after: from === span.from + 1 ? from : from - 1, until: to };
}

function rateOn({ rates }: Timeline, from: number): Rational {
  return rates.findLast(({ after }) => after <= from)?.rate ?? ZERO;
}

function paidOutOn(disbursements: Timeline['disbursements'], day: number): bigint {
  return disbursements.reduce((total, { on, units }) => (on === day ? total + units : total), 0n);
}
