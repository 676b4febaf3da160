import { add, multiply, rational, ZERO, type Rational } from '../exact/rational.ts';
import { addMonthsToDay, containsLeapDay, dayNumber, wholeMonths, yearLength, yearOf } from './civil.ts';
import type { DayCount, Span } from './convention.ts';

/** A part of a period: interest from the day after `from` to `to`. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/**
 * The part's share of a year times nothing else, exact. Interest is balance × yearly rate × this.
 *
 * In the rules with months of 30 days the instalment is agreed for the regular rhythm of `every` units. A period whose
 * dates were moved therefore has two fractions: `agreed`, of the rhythm, from which the instalment is computed, and
 * `elapsed`, of the dates, from which the interest is. For every other rule, and for regular dates, both are one.
 */
export function yearFraction(dayCount: DayCount, span: Span, part: Part, measure: 'agreed' | 'elapsed'): Rational {
  const { interestPeriod, unit, every, daysInMonth } = dayCount;
  const ofPeriod = rational(part.to - part.from, span.due - span.from);
  if (interestPeriod === 'same-as-repayment' && unit !== 'days') {
    return multiply(rational(every, unit === 'months' ? 12 : 52), ofPeriod);
  }
  if (daysInMonth === 'actual') return actualDays(dayCount, span, part);
  const units = measure === 'agreed' ? rational(every) : unitsElapsed(unit, span);
  const daysAUnit = { months: 30, weeks: 7, days: 1 }[unit];
  const year = fixedYear(dayCount, span, span.from);
  return multiply(multiply(units, rational(daysAUnit, year)), ofPeriod);
}

/**
 * The fraction of the older, cumulative schedules. With `daily` interest the instalment is agreed for months of 30 days,
 * the interest counts the days, and an actual year has 365 of them, leap year or not.
 */
export function cumulativeFraction(
  dayCount: DayCount,
  span: Span,
  part: Part,
  measure: 'agreed' | 'elapsed',
): Rational {
  const { interestPeriod, unit, every, daysInMonth, daysInYear } = dayCount;
  const year = daysInYear === 'actual' ? 365 : Number(daysInYear);
  if (interestPeriod === 'same-as-repayment' && unit !== 'days') return yearFraction(dayCount, span, part, measure);
  const days = (count: Rational): Rational => multiply(count, rational(1, year));
  if (measure === 'agreed' || interestPeriod === 'same-as-repayment') {
    const ofPeriod = rational(part.to - part.from, span.due - span.from);
    return multiply(days(rational(every * { months: 30, weeks: 7, days: 1 }[unit])), ofPeriod);
  }
  if (unit === 'months' && daysInMonth === '30') {
    return days(multiply(unitsElapsed(unit, { from: part.from, due: part.to }), rational(30)));
  }
  return days(rational(part.to - part.from));
}

function actualDays(dayCount: DayCount, span: Span, part: Part): Rational {
  const splits = dayCount.daysInYear === 'actual' && dayCount.leapRule === null;
  if (!splits) return rational(part.to - part.from, fixedYear(dayCount, span, part.from));
  let fraction = ZERO;
  let from = part.from;
  for (let year = yearOf(part.from); year < yearOf(part.to); year += 1) {
    const end = dayCount.yearSplit === 'dec-31' ? dayNumber(year, 12, 31) : dayNumber(year + 1, 1, 1);
    fraction = add(fraction, rational(end - from, yearLength(year)));
    from = end;
  }
  return add(fraction, rational(part.to - from, yearLength(yearOf(part.to))));
}

/** The days of the year where it is not split: those of the year in which the day lies, under an actual year. */
function fixedYear({ daysInYear, leapRule }: DayCount, span: Span, day: number): number {
  if (daysInYear !== 'actual') return Number(daysInYear);
  if (leapRule !== null) return containsLeapDay(span) ? 366 : 365;
  return yearLength(yearOf(day));
}

/** How many units lie between the two dates; a rest of days counts as a share of the unit that follows. */
function unitsElapsed(unit: DayCount['unit'], { from, due }: Span): Rational {
  if (unit === 'days') return rational(due - from);
  if (unit === 'weeks') return rational(due - from, 7);
  const whole = wholeMonths(from, due);
  if (whole !== null) return rational(whole);
  let months = 0;
  while (addMonthsToDay(from, months + 1) <= due) months += 1;
  const reached = addMonthsToDay(from, months);
  return add(rational(months), rational(due - reached, addMonthsToDay(from, months + 1) - reached));
}
