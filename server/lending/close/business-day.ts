import { shanghaiDate, type CalendarDate } from '#shared/calendar/date.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { findBusinessDay, insertBusinessDay } from './store/business-days.ts';

/**
 * The open business day: the date under which everything is entered now. It moves when a day is closed, not with the
 * clock; the very first one is the clock's. Who changes a loan reads it after having locked that loan, so that the loan
 * is not closed between the two.
 */
export async function businessDay(platform: Pick<Platform, 'now'>, tx: Tx): Promise<CalendarDate> {
  const open = await findBusinessDay(tx);
  if (open !== null) return open;
  const first = shanghaiDate(platform.now());
  await openDay(platform, tx, first);
  return first;
}

/** Ends the day before for all who look from the commit on. False where the day is open already. */
export function openDay(platform: Pick<Platform, 'now'>, tx: Tx, day: CalendarDate): Promise<boolean> {
  return insertBusinessDay(tx, day, platform.now());
}
