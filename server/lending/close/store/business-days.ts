import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Tx } from '#server/platform/database.ts';

/** The one that was opened last; null before the first. */
export async function findBusinessDay(tx: Tx): Promise<CalendarDate | null> {
  const [row] = await tx.rows<{ day: CalendarDate | null }>(
    'select max(day) as day from lending.business_days',
    [],
    'business-day',
  );
  return row?.day ?? null;
}

/** False where it is there already; waits for another who is just opening it. */
export async function insertBusinessDay(tx: Tx, day: CalendarDate, openedAt: number): Promise<boolean> {
  const inserted = await tx.rows(
    'insert into lending.business_days (day, opened_at) values ($1, $2) on conflict do nothing returning day',
    [day, openedAt],
  );
  return inserted.length === 1;
}
