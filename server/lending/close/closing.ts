import { daysBetween, shanghaiDate, type CalendarDate } from '#shared/calendar/date.ts';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { Closing } from '#shared/wire/loans.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import { businessDay } from './business-day.ts';
import { beginRun, isUnderWay, workOn, type Closer } from './run.ts';
import { portfolio } from './store/portfolio.ts';
import { findLastRun, type Run } from './store/runs.ts';

/** How the day's closing goes, and how the loans stand. */
export function closing(platform: Platform): Promise<Closing> {
  return platform.db.transaction(PLATFORM, async (tx) => {
    const businessOn = await businessDay(platform, tx);
    const run = await findLastRun(tx);
    return {
      businessOn,
      run: run && runView(run, platform.now()),
      daysBehind: Math.max(0, daysBetween(businessOn, shanghaiDate(platform.now()))),
      ...(await portfolio(tx)),
    };
  });
}

function runView(run: Run, now: number): NonNullable<Closing['run']> {
  const { closesOn, startedAt, finishedAt, loansTotal, loansDone, loansFailed } = run;
  const seconds = Math.max(1, (finishedAt ?? now) - startedAt) / 1_000;
  const perSecond = Math.round(loansDone / seconds);
  return { closesOn, startedAt, finishedAt, loansTotal, loansDone, loansFailed, perSecond };
}

/**
 * Closes the open business day ahead of the clock and answers when all loans are closed. The same command again is
 * answered by how things are then.
 */
export async function closeDay(
  platform: Platform,
  { businessOn, ...closer }: Closer & { businessOn: CalendarDate },
): Promise<Result<Closing>> {
  const begun = await platform.db.transaction(PLATFORM, (tx) => begin(platform, tx, businessOn, closer));
  if (!begun.ok) return begun;
  await workOn(platform, businessOn, new AbortController().signal);
  return done(await closing(platform));
}

async function begin(platform: Platform, tx: Tx, businessOn: CalendarDate, closer: Closer): Promise<Result<null>> {
  const last = await findLastRun(tx);
  if (last && closer.commandId !== null && last.commandId === closer.commandId) return done(null);
  if (last && isUnderWay(last)) return refuse('closing-under-way');
  if ((await businessDay(platform, tx)) !== businessOn) return refuse('day-already-closed');
  return (await beginRun(platform, tx, businessOn, closer)) ? done(null) : refuse('day-already-closed');
}
