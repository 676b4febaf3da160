/**
 * A business date is a calendar date in Asia/Shanghai, written `YYYY-MM-DD`. It never passes through
 * an instant on its way, so no due day can move by one. China has had no daylight saving since 1991,
 * hence the fixed offset of eight hours.
 */
declare const brand: unique symbol;

export type CalendarDate = string & { readonly [brand]: 'date' };

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** Throws a RangeError for a text that is no date of the calendar, such as 2026-02-30. */
export function calendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new RangeError('Not a calendar date (YYYY-MM-DD).');
  return text;
}

export function isCalendarDate(text: string): text is CalendarDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const { year, month, day } = parts(text);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month);
}

/** The date in China at an instant (milliseconds since the epoch, UTC). */
export function shanghaiDate(instantMs: number): CalendarDate {
  return calendarDate(new Date(instantMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10));
}

/** The instant (ms, UTC) at which a date begins in China. */
export function startOfDate(date: CalendarDate): number {
  return epochDay(date) * DAY_MS - SHANGHAI_OFFSET_MS;
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromEpochDay(epochDay(date) + days);
}

/**
 * The same day `months` later; a day past the month's end falls on its last day. Always count from the
 * first due date, so that 31 January, 28 February, 31 March come back to the 31st.
 */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = parts(date);
  return dayOfMonth(year * 12 + (month - 1) + months, day);
}

/** `count` due dates a month apart, the first being `first`; each as `addMonths` counts it from the first. */
export function monthlyDates(first: CalendarDate, count: number): CalendarDate[] {
  const { year, month, day } = parts(first);
  const dates: CalendarDate[] = [];
  let current = year;
  let each = month;
  for (let made = 0; made < count; made += 1) {
    dates.push(dateIn(current, each, day));
    each += 1;
    if (each > 12) {
      each = 1;
      current += 1;
    }
  }
  return dates;
}

export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return epochDay(to) - epochDay(from);
}

/** Completed years of age on a date; who was born on 29 February turns a year older on 1 March. */
export function ageOn(birth: CalendarDate, on: CalendarDate): number {
  const born = parts(birth);
  const now = parts(on);
  const hadBirthday = now.month > born.month || (now.month === born.month && now.day >= born.day);
  return now.year - born.year - (hadBirthday ? 0 : 1);
}

/** A date taken apart; the month counts from 1. */
export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

function parts(date: string): CivilDate {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const TWO_DIGITS = Array.from({ length: 32 }, (_, value) => String(value).padStart(2, '0'));

/** The day in the month of that index (twelve to a year), or the month's last. */
function dayOfMonth(monthIndex: number, day: number): CalendarDate {
  const year = Math.floor(monthIndex / 12);
  return dateIn(year, monthIndex - year * 12 + 1, day);
}

/** Loans are due in these; their dates are made once and then looked up, since schedules are mostly dates. */
const KEPT_YEARS = { first: 1970, last: 2129 } as const;
const keptDates: CalendarDate[][][] = [];

/** The day of the month, or its last day where it is shorter. A date by construction, so it needs no check. */
function dateIn(year: number, month: number, day: number): CalendarDate {
  if (year < KEPT_YEARS.first || year > KEPT_YEARS.last) return written(year, month, day);
  const dates = (keptDates[year - KEPT_YEARS.first] ??= datesOfYear(year));
  return dates[month]?.[day] ?? written(year, month, day);
}

function datesOfYear(year: number): CalendarDate[][] {
  return TWO_DIGITS.slice(0, 13).map((_, month) => TWO_DIGITS.map((_text, day) => written(year, month, day)));
}

function written(year: number, month: number, day: number): CalendarDate {
  if (!(year >= 0 && year <= 9999)) throw new RangeError('A date has a year of four digits.');
  const dayText = TWO_DIGITS[Math.min(day, daysOfMonth(year, month))] ?? '';
  return `${String(year).padStart(4, '0')}-${TWO_DIGITS[month] ?? ''}-${dayText}` as CalendarDate;
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysOfMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

const DAYS_OF_400_YEARS = 146_097;
/** From 1 March of year 0 to 1 January 1970. */
const DAYS_BEFORE_EPOCH = 719_468;

/** Days since 1970-01-01. */
export function epochDay(date: CalendarDate): number {
  return epochDayOf(parts(date));
}

/** Years are counted from 1 March, so that the leap day is a year's last and months have a rhythm. */
export function epochDayOf({ year, month, day }: CivilDate): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const ofEra = marchYear - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return (
    era * DAYS_OF_400_YEARS + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - DAYS_BEFORE_EPOCH
  );
}

export function civilOfEpochDay(epochDays: number): CivilDate {
  const days = epochDays + DAYS_BEFORE_EPOCH;
  const era = Math.floor(days / DAYS_OF_400_YEARS);
  const ofEra = days - era * DAYS_OF_400_YEARS;
  const leapDays = Math.floor(ofEra / 1_460) - Math.floor(ofEra / 36_524) + Math.floor(ofEra / 146_096);
  const yearOfEra = Math.floor((ofEra - leapDays) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const day = ofYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return { year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day };
}

export function fromEpochDay(day: number): CalendarDate {
  const civil = civilOfEpochDay(day);
  return dateIn(civil.year, civil.month, civil.day);
}
