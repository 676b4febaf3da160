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
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
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
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = (index % 12) + 1;
  const last = new Date(Date.UTC(targetYear, targetMonth, 0)).getUTCDate();
  return calendarDate(`${pad(targetYear, 4)}-${pad(targetMonth, 2)}-${pad(Math.min(day, last), 2)}`);
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

function parts(date: CalendarDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

function epochDay(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

function fromEpochDay(day: number): CalendarDate {
  return calendarDate(new Date(day * DAY_MS).toISOString().slice(0, 10));
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
