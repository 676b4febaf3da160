import { audit } from '#server/platform/audit.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import { emit } from '#server/platform/outbox.ts';
import type { PaymentAnswer } from '#server/platform/payments.ts';
import { findLoanById, type RepaidLoan } from '../store/loans.ts';
import { lockPending, markPaid, markRefused, type RepaymentRow } from '../store/repayments.ts';
import { bookRepayment } from './book.ts';

type Paid = Extract<PaymentAnswer, { state: 'paid' }>;
type Decided = Paid | Extract<PaymentAnswer, { state: 'refused' }>;

/**
 * Writes down what the payment service has decided, once: repayment, books, event and audit are one transaction, and
 * whoever comes second finds the repayment decided.
 */
export async function settle(platform: Platform, id: string, answer: PaymentAnswer): Promise<void> {
  if (answer.state === 'pending' || answer.state === 'unknown') return;
  await platform.db.transaction(PLATFORM, async (tx) => {
    const repayment = await lockPending(tx, id);
    if (repayment) await decide(platform, tx, repayment, answer);
  });
}

async function decide(platform: Platform, tx: Tx, repayment: RepaymentRow, answer: Decided): Promise<void> {
  const loan = await findLoanById(tx, repayment.loanId);
  if (!loan) throw new Error('A repayment is of a loan.');
  if (answer.state === 'paid') await decidePaid(platform, tx, loan, repayment, answer);
  else await markRefused(tx, repayment.id, { reason: answer.reason, decidedAt: platform.now() });
  const { id, terminalId, amountFen, service } = repayment;
  await audit(platform, tx, {
    actor: `terminal:${terminalId}`,
    action: `repayment.${answer.state}`,
    subject: `loan:${loan.id}`,
    merchantId: loan.merchantId,
    details: { repayment: id, amountFen, service, reason: answer.state === 'refused' ? answer.reason : null },
  });
}

async function decidePaid(
  platform: Platform,
  tx: Tx,
  loan: RepaidLoan,
  repayment: RepaymentRow,
  { paidAt, serviceReference }: Paid,
): Promise<void> {
  const after = await bookRepayment(platform, tx, { ...repayment, serviceReference });
  await markPaid(tx, repayment.id, { paidAt, serviceReference, after, decidedAt: platform.now() });
  await emit(platform, tx, {
    topic: 'repayment.paid',
    key: loan.id,
    merchantId: loan.merchantId,
    payload: { repaymentId: repayment.id },
  });
}
