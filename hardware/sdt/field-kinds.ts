/** What fields of a card may hold: text without padding in, value out, null for what no card holds there. */
import { isCalendarDate, type CalendarDate } from '#shared/calendar/date.ts';
import { ethnicityName } from './ethnicity.ts';
import type { IdCardRecord } from './id-card-record.ts';

/** GB/T 2261.1. */
const SEXES: ReadonlyMap<string, IdCardRecord['sex']> = new Map([
  ['0', 'unknown'],
  ['1', 'male'],
  ['2', 'female'],
  ['9', 'not-stated'],
]);

const LONG_TERM = '长期';

export function anyText(text: string): string {
  return text;
}

export function someText(text: string): string | null {
  return text === '' ? null : text;
}

/** Only the form of capitals is mended; whether a number is right is asked elsewhere. */
export function holderNumber(text: string): string | null {
  return text === '' ? null : text.toUpperCase();
}

export function sex(text: string): IdCardRecord['sex'] | null {
  return SEXES.get(text) ?? null;
}

export function ethnicity(text: string): string {
  return ethnicityName(text);
}

/** `YYYYMMDD` */
export function date(text: string): CalendarDate | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (match === null) return null;
  const iso = `${match[1]}-${match[2]}-${match[3]}`;
  return isCalendarDate(iso) ? iso : null;
}

export function endOfTerm(text: string): CalendarDate | 'long-term' | null {
  return text === LONG_TERM ? 'long-term' : date(text);
}

/** Two digits; nothing is asked of a count that the card leaves blank. */
export function count(text: string): number | null {
  return /^\d{0,2}$/.test(text) ? Number(text) : null;
}

/** ISO 3166-1 alpha-3. */
export function countryLetters(text: string): string | null {
  return /^[A-Z]{3}$/.test(text) ? text : null;
}
