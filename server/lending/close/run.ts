import { addDays, shanghaiDate, type CalendarDate } from '#shared/calendar/date.ts';
import { audit } from '#server/platform/audit.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import { closeBatch } from './batch.ts';
import { businessDay, openDay } from './business-day.ts';
import { findLastRun, finishRun, insertRun, type Run } from './store/runs.ts';

/** A transaction each: large enough that the round trips don't count, small enough that a command waits for a moment. */
const BATCH = 500;
/** At a time, by each process that runs it: one reckons while the other's statements run. */
const WORKERS = 2;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Who closes a day: the clock (`system`), or a person ahead of it with a command. */
export interface Closer {
  actor: string;
  commandId: string | null;
}

/**
 * Opens the next business day and begins the run that closes `day`: from the commit on, everything is entered under the
 * new day. False where another has closed it meanwhile.
 */
export async function beginRun(platform: Platform, tx: Tx, day: CalendarDate, closer: Closer): Promise<boolean> {
  const opensOn = addDays(day, 1);
  if (!(await openDay(platform, tx, opensOn))) return false;
  await insertRun(tx, { closesOn: day, opensOn, commandId: closer.commandId, startedAt: platform.now() });
  await audit(platform, tx, {
    actor: closer.actor,
    action: 'business-day.closed',
    subject: `business-day:${day}`,
    merchantId: null,
    details: { opens: opensOn },
  });
  return true;
}

/**
 * Closes every loan that is behind, whoever else is at it: another process that works on the same run takes other loans.
 * A run that was cut off goes on the same way. Stops between two batches when told to, and is finished another time.
 */
export async function workOn(platform: Platform, closesOn: CalendarDate, stop: AbortSignal): Promise<void> {
  const workers = Array.from({ length: WORKERS }, () => goThrough(platform, closesOn, 'passed-over', stop));
  await Promise.all(workers);
  // What others had in hand is closed when this comes to its end, or was left by one who died.
  await goThrough(platform, closesOn, 'waited-for', stop);
  if (stop.aborted) return;
  await platform.db.transaction(PLATFORM, (tx) => finishRun(tx, closesOn, platform.now()));
}

async function goThrough(
  platform: Platform,
  closesOn: CalendarDate,
  inHand: 'passed-over' | 'waited-for',
  stop: AbortSignal,
): Promise<void> {
  const till = addDays(closesOn, 1);
  let after: string | null = BEFORE_ALL;
  while (after !== null && !stop.aborted) {
    after = await closeBatch(platform, { till, closesOn, after, limit: BATCH }, inHand);
  }
}

/** Goes on with a run that was cut off, then closes every day that is over by the clock, one after the other. */
export async function closeDueDays(platform: Platform, stop: AbortSignal): Promise<void> {
  for (;;) {
    const run = await platform.db.transaction(PLATFORM, (tx) => nextRun(platform, tx));
    if (run === null || stop.aborted) return;
    await workOn(platform, run, stop);
  }
}

/** The day whose run is to be worked on; null where nothing is left to close. */
async function nextRun(platform: Platform, tx: Tx): Promise<CalendarDate | null> {
  const last = await findLastRun(tx);
  if (last && isUnderWay(last)) return last.closesOn;
  const day = await businessDay(platform, tx);
  if (day >= shanghaiDate(platform.now())) return null;
  await beginRun(platform, tx, day, { actor: 'system', commandId: null });
  return day;
}

export function isUnderWay(run: Run): boolean {
  return run.finishedAt === null;
}
