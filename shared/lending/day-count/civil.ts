import {
  addMonths,
  civilOfEpochDay,
  daysOfMonth,
  epochDay,
  epochDayOf,
  fromEpochDay,
  isLeapYear,
} from '../../calendar/date.ts';

export function yearOf(day: number): number {
  return civilOfEpochDay(day).year;
}

export function yearLength(year: number): number {
  return isLeapYear(year) ? 366 : 365;
}

export function dayNumber(year: number, month: number, day: number): number {
  return epochDayOf({ year, month, day });
}

export function addMonthsToDay(day: number, months: number): number {
  return epochDay(addMonths(fromEpochDay(day), months));
}

/** True where 29 February lies in (from, due]. */
export function containsLeapDay({ from, due }: { from: number; due: number }): boolean {
  for (let year = yearOf(from); year <= yearOf(due); year += 1) {
    const leapDay = dayNumber(year, 2, 29);
    if (isLeapYear(year) && leapDay > from && leapDay <= due) return true;
  }
  return false;
}

/**
 * The months between two days where they are a whole number, else `null`. They are when one day of the month, cut to
 * each month's length, gives both: from 28 February to 31 March is a month, since a loan due on the 31st has it.
 */
export function wholeMonths(from: number, to: number): number | null {
  const start = civilOfEpochDay(from);
  const end = civilOfEpochDay(to);
  const startsAtMonthEnd = start.day === daysOfMonth(start.year, start.month);
  const endsAtMonthEnd = end.day === daysOfMonth(end.year, end.month);
  const same =
    start.day === end.day || (startsAtMonthEnd && end.day > start.day) || (endsAtMonthEnd && start.day > end.day);
  return same ? (end.year - start.year) * 12 + (end.month - start.month) : null;
}
