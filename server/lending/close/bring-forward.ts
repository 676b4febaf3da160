import { daysBetween, type CalendarDate } from '#shared/calendar/date.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Income } from './income.ts';
import { closeFromState } from './loan.ts';
import { saveAll } from './save.ts';
import { takeLoan } from './store/loans.ts';
import { thawed } from '../servicing/rules/thawed.ts';

/**
 * Brings a loan that is behind up to the business day within a command's own transaction: the same postings as the run
 * would make, once, since whoever comes second finds it closed. Does nothing to one that is not behind, or that earns
 * nothing. Gives what is in the books of its income afterwards.
 */
export async function bringForward(
  platform: Platform,
  tx: Tx,
  { loanId, till }: { loanId: string; till: CalendarDate },
): Promise<Income> {
  const loan = await takeLoan(tx, loanId);
  if (loan.isDormant || daysBetween(loan.closedTill, till) <= 0) return loan.booked;
  const closed = closeFromState(loan, thawed(loan.terms, loan.state), till);
  await saveAll(platform, tx, till, [{ loan, closed }]);
  return closed.booked;
}
