import { addMonthsToDay, wholeMonths } from '../day-count/civil.ts';

/** Unit periods between an advance and a payment: whole ones, and a rest as a fraction of one (Appendix J (b)(5)). */
export interface UnitPeriods {
  readonly whole: number;
  readonly fraction: number;
}

export interface UnitOfTime {
  readonly unit: 'day' | 'week' | 'half-month' | 'month' | 'year';
  readonly multiple: number;
}

/**
 * Whole unit periods are counted back from the later day; the days that remain before them are a fraction. A month has 30
 * days, a half-month 15, a week 7; what remains of a year is so many twelfths, or 365ths where it is no whole months.
 */
export function unitPeriodsBetween(from: number, to: number, { unit, multiple }: UnitOfTime): UnitPeriods {
  switch (unit) {
    case 'day':
      return split(to - from, multiple);
    case 'week':
      return split(to - from, 7 * multiple);
    case 'half-month':
      return split(monthDays(from, to), 15 * multiple);
    case 'month':
      return split(monthDays(from, to), 30 * multiple);
    case 'year':
      return yearly(from, to, multiple);
  }
}

/** Thirty for each month counted back, and the days that remain. */
function monthDays(from: number, to: number): number {
  const { months, days } = monthsBack(from, to);
  return 30 * months + days;
}

function yearly(from: number, to: number, multiple: number): UnitPeriods {
  const { months, days } = monthsBack(from, to);
  const years = Math.floor(months / 12);
  const remaining = days === 0 ? (months % 12) / 12 : (addMonthsToDay(to, -12 * years) - from) / 365;
  const whole = Math.floor(years / multiple);
  return { whole, fraction: (years - whole * multiple + remaining) / multiple };
}

function split(amount: number, each: number): UnitPeriods {
  const whole = Math.floor(amount / each);
  return { whole, fraction: (amount - whole * each) / each };
}

function monthsBack(from: number, to: number): { months: number; days: number } {
  const exact = wholeMonths(from, to);
  if (exact !== null) return { months: exact, days: 0 };
  let months = 0;
  while (addMonthsToDay(to, -(months + 1)) >= from) months += 1;
  return { months, days: addMonthsToDay(to, -months) - from };
}
