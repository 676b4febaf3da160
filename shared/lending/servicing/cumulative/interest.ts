import type { Span } from '../../day-count/convention.ts';
import { multiply, type Rational } from '../../exact/rational.ts';
import { roundQuotient } from '../../exact/rounding.ts';
import { amountOn, type Course } from './course.ts';

/**
 * Interest of a period from its first day to the day `to`: cut wherever the balance changes, and rounded piece by piece.
 * Overdue principal bears it besides, on the days on which it is charged.
 */
export function interestOf(course: Course, span: Span, to: number): bigint {
  const cuts = cutsOf(course).filter((day) => day > span.from && day < to);
  const starts = [...new Set([span.from, ...cuts])].sort((a, b) => a - b);
  let interest = 0n;
  starts.forEach((from, index) => {
    interest += interestOfPiece(course, span, { from, due: starts[index + 1] ?? to });
  });
  return interest;
}

function cutsOf({ balance, overdue, chargedTill, variations }: Course): number[] {
  const paused = variations.flatMap((each) => (each.kind === 'pause' ? [each.from - 1, each.to] : []));
  const days = [...balance.map(({ on }) => on), ...paused];
  return overdue.length > 0 ? [...days, ...overdue.map(({ on }) => on), chargedTill] : days;
}

function interestOfPiece(course: Course, span: Span, { from, due: to }: Span): bigint {
  const { terms, balance, overdue, chargedTill, variations } = course;
  const isPaused = variations.some((each) => each.kind === 'pause' && from >= each.from - 1 && to <= each.to);
  if (isPaused || to <= from) return 0n;
  const owed = amountOn(balance, from) + (to <= chargedTill ? amountOn(overdue, from) : 0n);
  if (owed <= 0n) return 0n;
  const { reckoning } = terms;
  const { numerator, denominator } = multiply(
    rateOf(course, span),
    reckoning.fractionOf(span, { from, to }, 'elapsed'),
  );
  return roundQuotient(owed * numerator, denominator, reckoning.rounding);
}

/** Another rate holds for whole periods, the first being the one that is due on its day or after it. */
export function rateOf({ terms, variations }: Pick<Course, 'terms' | 'variations'>, span: Span): Rational {
  const changes = variations.filter((each) => each.kind === 'rate').sort((a, b) => a.from - b.from);
  return changes.findLast(({ from }) => from <= span.due)?.rate ?? terms.reckoning.annualRate;
}
