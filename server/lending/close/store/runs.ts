import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Tx } from '#server/platform/database.ts';

export interface Run {
  /** The business day that it closes. */
  closesOn: CalendarDate;
  commandId: string | null;
  startedAt: number;
  finishedAt: number | null;
  loansTotal: number;
  loansDone: number;
  loansFailed: number;
}

const RUN = `closes_on as "closesOn", command_id as "commandId", started_at as "startedAt", finished_at as "finishedAt",
  loans_total as "loansTotal", loans_done as "loansDone", loans_failed as "loansFailed"`;

export async function findLastRun(tx: Tx): Promise<Run | null> {
  const [row] = await tx.rows<Run>(`select ${RUN} from lending.close_runs order by closes_on desc limit 1`);
  return row ?? null;
}

/** Makes the run of a day that is just over, and counts what it has to do. */
export async function insertRun(
  tx: Tx,
  run: Pick<Run, 'closesOn' | 'commandId' | 'startedAt'> & { opensOn: CalendarDate },
): Promise<void> {
  await tx.rows(
    `insert into lending.close_runs (closes_on, command_id, started_at, loans_total)
     select $1, $2, $3, count(*) from lending.servicing
      where closed_till < $4 and status in ('disbursed', 'current', 'overdue')`,
    [run.closesOn, run.commandId, run.startedAt, run.opensOn],
  );
}

export async function addProgress(
  tx: Tx,
  closesOn: CalendarDate,
  { done, failed }: { done: number; failed: number },
): Promise<void> {
  await tx.rows(
    `update lending.close_runs set loans_done = loans_done + $2, loans_failed = loans_failed + $3 where closes_on = $1`,
    [closesOn, done, failed],
    'close-progress',
  );
}

/** All that was to do is done or noted, whoever did it: a loan that a command brought forward counts as done. */
export async function finishRun(tx: Tx, closesOn: CalendarDate, finishedAt: number): Promise<void> {
  await tx.rows(
    `update lending.close_runs
        set finished_at = greatest($2, started_at), loans_done = greatest(loans_done, loans_total - loans_failed)
      where closes_on = $1 and finished_at is null`,
    [closesOn, finishedAt],
  );
}

export async function insertFailures(
  tx: Tx,
  closesOn: CalendarDate,
  failures: readonly { loanId: string; failure: string }[],
  failedAt: number,
): Promise<void> {
  await tx.rows(
    `insert into lending.close_failures (closes_on, loan_id, failure, failed_at)
     select $1, loan_id, failure, $2 from unnest($3::uuid[], $4::text[]) as f (loan_id, failure)`,
    [closesOn, failedAt, failures.map(({ loanId }) => loanId), failures.map(({ failure }) => failure)],
  );
}
