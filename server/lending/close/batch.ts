import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Platform } from '#server/platform/context.ts';
import { isRetriable, PLATFORM, type Tx } from '#server/platform/database.ts';
import { thawed } from '../servicing/rules/thawed.ts';
import { closeAsForeseen, closeFromState } from './loan.ts';
import { saveAll } from './save.ts';
import { takeLoans, type TakenLoan, type Taking } from './store/loans.ts';
import { addProgress, insertFailures } from './store/runs.ts';

interface Failure {
  loanId: string;
  failure: string;
}

/**
 * Closes the next loans and notes the progress, in one transaction: whatever ends the process, they are closed all or
 * none. Gives the last loan's id; null where there was none left.
 */
export function closeBatch(
  platform: Platform,
  taking: Taking,
  inHand: 'passed-over' | 'waited-for',
): Promise<string | null> {
  return platform.db.transaction(PLATFORM, async (tx) => {
    const loans = await takeLoans(tx, taking, inHand);
    const last = loans.at(-1);
    if (!last) return null;
    const failures = await closeAll(platform, tx, taking.till, loans);
    if (failures.length > 0) await insertFailures(tx, taking.closesOn, failures, platform.now());
    // Last, since both workers write this row: the other waits for no more than the commit.
    await addProgress(tx, taking.closesOn, { done: loans.length - failures.length, failed: failures.length });
    return last.loanId;
  });
}

/** All together; where one makes that fail, one by one, so that it fails alone. */
async function closeAll(
  platform: Platform,
  tx: Tx,
  till: CalendarDate,
  loans: readonly TakenLoan[],
): Promise<Failure[]> {
  const close = (some: readonly TakenLoan[]): Promise<string | null> =>
    attempt(tx, () =>
      saveAll(
        platform,
        tx,
        till,
        some.map((loan) => ({ loan, closed: closeOne(loan, till) })),
      ),
    );
  if ((await close(loans)) === null) return [];
  const failures: Failure[] = [];
  for (const loan of loans) {
    const failure = await close([loan]);
    if (failure === null) continue;
    failures.push({ loanId: loan.loanId, failure });
    console.error(JSON.stringify({ level: 'error', event: 'loan-not-closed', loanId: loan.loanId, till, failure }));
  }
  return failures;
}

function closeOne(loan: TakenLoan, till: CalendarDate) {
  if (loan.foreseen) return closeAsForeseen(loan, loan.foreseen);
  return closeFromState(loan, thawed(loan.terms, loan.state), till);
}

/** Undoes what failed and gives its message; null where nothing did. */
async function attempt(tx: Tx, work: () => Promise<void>): Promise<string | null> {
  await tx.rows('savepoint closing');
  try {
    await work();
    return null;
  } catch (error) {
    if (isRetriable(error)) throw error;
    await tx.rows('rollback to savepoint closing');
    return error instanceof Error ? error.message.slice(0, 200) : 'unknown';
  }
}
