import { multiply } from '../../exact/rational.ts';
import { roundQuotient } from '../../exact/rounding.ts';
import { levelInstalment, toMultiple } from '../../schedule/level.ts';
import { notNegative, smaller, total } from '../amounts.ts';
import type { Course } from './course.ts';
import { rateOf } from './interest.ts';

/**
 * Agrees the instalment that repays what no row holds yet, from the period `index` on: level with the interest in it, or
 * so much principal each time and the interest besides. While grace lasts only the interest is paid.
 */
export function agreeInstalment(course: Course, index: number): void {
  const { terms, spans, unscheduled } = course;
  const count = countBy(course, index);
  const first = Math.max(index, terms.principalGrace);
  if (unscheduled <= 0n || first >= count) return;
  const { fractionOf, rounding, multiple } = terms.reckoning;
  if (terms.repaysEvenly) {
    course.instalment = toMultiple(roundQuotient(unscheduled, BigInt(count - first), rounding), multiple, rounding);
    return;
  }
  const factors = spans
    .slice(first, count)
    .map((span) =>
      multiply(rateOf(course, spans[index] ?? span), fractionOf(span, { from: span.from, to: span.due }, 'agreed')),
    );
  course.instalment = toMultiple(levelInstalment(unscheduled, factors, rounding), multiple, rounding);
}

/** How many periods the loan has as agreed when the period `index` comes: later terms were added when it was due. */
function countBy({ terms, spans, variations }: Course, index: number): number {
  const due = spans[index]?.due ?? Number.POSITIVE_INFINITY;
  const added = total(variations, (each) => (each.kind === 'extend' && each.from <= due ? BigInt(each.terms) : 0n));
  return terms.installments + Number(added);
}

/** Has something been agreed anew with this period: another rate, or more terms? */
export function isAgreedAnew(course: Course, index: number): boolean {
  const span = course.spans[index];
  const before = course.spans[index - 1];
  if (!span || !before) return true;
  const { variations } = course;
  return variations.some(
    ({ kind, from }) => (kind === 'rate' || kind === 'extend') && from > before.due && from <= span.due,
  );
}

/**
 * What the instalment holds besides the interest. The last period takes all principal; what was paid ahead has already
 * gone to an earlier row.
 */
export function principalOf(course: Course, index: number, interest: bigint): bigint {
  if (index === course.spans.length - 1) return course.unscheduled;
  if (index < course.terms.principalGrace) return 0n;
  const room = course.terms.repaysEvenly ? course.instalment : notNegative(course.instalment - interest);
  const agreed = smaller(room, course.unscheduled + course.ahead);
  const taken = smaller(agreed, course.ahead);
  course.ahead -= taken;
  return agreed - taken;
}

/**
 * Principal that was paid before its period: the instalment becomes smaller, or stays and the loan ends sooner, or the
 * next instalments are smaller until it is used up.
 */
export function takeAhead(course: Course, index: number, amount: bigint): void {
  switch (course.terms.recalculation?.strategy) {
    case 'reschedule-next-repayments':
      course.ahead += amount;
      return;
    case 'reduce-installment':
      course.ahead = 0n;
      agreeInstalment(course, index + 1);
      return;
    case 'adjust-last-unpaid-period':
    case 'reduce-number-of-installments':
    case undefined:
      course.ahead = 0n;
  }
}
