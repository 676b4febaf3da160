import { v7 } from 'uuid';
import { addDays, calendarDate, startOfDate, type CalendarDate } from '#shared/calendar/date.ts';
import type { LoanAction, LoanDetail } from '#shared/wire/loans.ts';
import type { ReceiptView } from '#shared/wire/terminal.ts';
import { closeDueDays, signContract } from '#server/lending/index.ts';
import { act, loanDetail } from '#server/lending/servicing/index.ts';
import { deliverOrder } from '#server/orders/service/counter.ts';
import { merchantScope, PLATFORM } from '#server/platform/database.ts';
import { handleEvents, valueOf, type Counter } from '../applications/counter.ts';
import { choosePlan, signing } from './signing.ts';

/** A loan whose goods were handed over, and how its shopper says which one it is. */
export interface Borrower {
  loanId: string;
  reference: string;
  phoneLast4: string;
}

export async function lend(counter: Counter, person: number, terms = 3): Promise<Borrower> {
  const { platform, merchantId, clerkId } = counter;
  const chosen = await choosePlan(counter, person, terms);
  const signed = signing(chosen, counter.clock.now);
  const receipt: ReceiptView = valueOf(await signContract(platform, counter.terminal, signed));
  const clerk = { id: clerkId, name: '店员甲', merchantId };
  const command = { commandId: v7(), orderId: chosen.orderId };
  const scope = merchantScope(merchantId);
  valueOf(await platform.db.transaction(scope, (tx) => deliverOrder(platform, tx, clerk, command)));
  await handleEvents(counter);
  const phoneLast4 = counter.messages.at(-1)?.phone.slice(-4) ?? '';
  return { loanId: receipt.loanId, reference: receipt.reference, phoneLast4 };
}

export async function loanOf({ platform }: Counter, { loanId }: Borrower): Promise<LoanDetail> {
  const loan = await platform.db.transaction(PLATFORM, (tx) => loanDetail(platform, tx, loanId));
  if (!loan) throw new Error('A loan that was made can be read.');
  return loan;
}

/** Turns the clock on, to noon of a day in China if that is to come, and closes all days that are over by it. */
export async function comeTo(counter: Counter, day: CalendarDate): Promise<void> {
  counter.clock.now = Math.max(counter.clock.now + 60_000, startOfDate(day) + 12 * 3_600_000);
  await closeDueDays(counter.platform, new AbortController().signal);
}

export function dayAfter(date: string, days: number): CalendarDate {
  return addDays(calendarDate(date), days);
}

/** What an operator with every right does to the loan. */
export async function operate({ platform }: Counter, { loanId }: Borrower, action: LoanAction): Promise<void> {
  const permissions = new Set(['loans.service', 'loans.refund', 'loans.write-off'] as const);
  const actor = { id: 'system', name: '系统', merchantId: null, permissions };
  valueOf(await act(platform, { commandId: v7(), loanId, version: null, action, actor }));
}
