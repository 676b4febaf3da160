import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { LoanDetail } from '#shared/wire/loans.ts';
import type { RepaymentView } from '#shared/wire/repayments.ts';
import { contactOf } from '#server/applications/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { loanDetail } from '../../servicing/index.ts';
import { findLoanOfReference, type RepaidLoan } from '../store/loans.ts';
import { amountsOf } from '../rules/amounts.ts';
import type { FindLimit } from '../rules/find-limit.ts';
import { hasPending } from '../store/repayments.ts';

/**
 * What may be paid of a loan, for whoever knows its reference and the end of its phone. Any terminal of any merchant
 * may ask: people pay where they pass by.
 */
export async function findRepayment(
  platform: Platform,
  limit: FindLimit,
  terminal: Terminal,
  input: { reference: string; phoneLast4: string },
): Promise<Result<RepaymentView>> {
  const tried = limit.take({ terminalId: terminal.id, loan: input.reference }, platform.now());
  if (!tried.ok) return tried;
  return tried.value.settle(
    await platform.db.transaction(PLATFORM, async (tx) => {
      const loan = await findLoanOfReference(tx, input.reference);
      if (!loan || !(await isPhoneOf(platform, tx, loan, input.phoneLast4))) return refuse('repayment-not-found');
      if (await hasPending(tx, loan.id)) return refuse('payment-service-silent');
      return viewOf(platform, tx, loan.id);
    }),
  );
}

/** True where the borrower's phone ends so. */
export async function isPhoneOf(platform: Platform, tx: Tx, loan: RepaidLoan, last4: string): Promise<boolean> {
  const { phone } = await contactOf(platform, tx, loan.applicationId);
  return phone.slice(-4) === last4;
}

/** Signed after midnight, a loan begins on a day that the business day may not have reached: till then it takes nothing. */
function isPaidOut({ transactions, businessOn }: LoanDetail): boolean {
  return transactions.some(({ kind, isReversed, valueOn }) => {
    return kind === 'disbursement' && !isReversed && valueOn <= businessOn;
  });
}

/** A loan that is paid, given back or not yet in force asks for nothing. */
export async function viewOf(platform: Platform, tx: Tx, loanId: string): Promise<Result<RepaymentView>> {
  const detail = await loanDetail(platform, tx, loanId);
  if (!detail) throw new Error('A loan can be read.');
  const amounts = amountsOf(detail);
  if (amounts.payoffFen === 0 || !isPaidOut(detail)) return refuse('repayment-nothing-due');
  const { id, reference, contractNumber, merchant, summary, version, businessOn, daysOverdue } = detail;
  return done({
    loanId: id,
    reference,
    contractNumber,
    merchant,
    summary,
    version,
    businessOn,
    daysOverdue,
    ...amounts,
  });
}
