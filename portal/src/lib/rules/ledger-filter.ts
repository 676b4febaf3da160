import { isCalendarDate, startOfDate, type CalendarDate } from '#shared/calendar/date.ts';
import { formatInstant } from '#shared/calendar/format.ts';
import { idSchema } from '#shared/wire/scalars.ts';

/** Which part of the books is looked at; kept in the address. */
export interface LedgerFilter {
  bookId: string | null;
  /** What counts up to this day. */
  valueOn: CalendarDate | null;
  /** What was posted up to this instant. */
  at: number | null;
}

export const WHOLE_LEDGER: LedgerFilter = { bookId: null, valueOn: null, at: null };

export function readLedgerFilter(address: Pick<URLSearchParams, 'get'>): LedgerFilter {
  const bookId = idSchema.safeParse(address.get('book'));
  const valueOn = address.get('valueOn') ?? '';
  return {
    bookId: bookId.success ? bookId.data : null,
    valueOn: isCalendarDate(valueOn) ? valueOn : null,
    at: readMinute(address.get('at') ?? ''),
  };
}

/** The address of the books with this filter; what is not set is left out. */
export function ledgerFilterAddress({ bookId, valueOn, at }: LedgerFilter): string {
  const query = new URLSearchParams();
  if (bookId !== null) query.set('book', bookId);
  if (valueOn !== null) query.set('valueOn', valueOn);
  if (at !== null) query.set('at', writeMinute(at));
  const said = query.toString();
  return said === '' ? '/ledger' : `/ledger?${said}`;
}

const MINUTE_MS = 60_000;

/** `2026-11-22T14:32`, the wall clock in China, as a field for date and time has it: the end of that minute. */
export function readMinute(text: string): number | null {
  const [, date = '', hours = '', minutes = ''] = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (!isCalendarDate(date)) return null;
  return startOfDate(date) + (Number(hours) * 60 + Number(minutes) + 1) * MINUTE_MS - 1;
}

export function writeMinute(instantMs: number): string {
  return formatInstant(instantMs).slice(0, 16).replace(' ', 'T');
}
