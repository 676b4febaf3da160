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
 * Whole unit periods are counted back from the later day; the days that remain before them are a fraction, a month
 * having 30 days, a half-month 15, a week 7.
 */
export function unitPeriodsBetween(from: number, to: number, { unit, multiple }: UnitOfTime): UnitPeriods {
  switch (unit) {
    case 'day':
      return split(to - from, multiple);
    case 'week':
      return split(to - from, 7 * multiple);
    case 'half-month': {
      const { months, days } = monthsBack(from, to);
      const halves = 2 * months + Math.floor(days / 15);
      return split(halves + (days % 15) / 15, multiple);
    }
    case 'month':
      return monthly(from, to, multiple);
    case 'year':
      return monthly(from, to, 12 * multiple);
  }
}

function monthly(from: number, to: number, monthsEach: number): UnitPeriods {
  const { months, days } = monthsBack(from, to);
  const whole = Math.floor(months / monthsEach);
  return { whole, fraction: (months - whole * monthsEach + days / 30) / monthsEach };
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
