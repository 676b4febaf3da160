import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { RepaymentState } from '#shared/wire/repayments.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import type { PaymentPort } from '#server/platform/payments.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { findLoanById } from '../store/loans.ts';
import { claimQuestion, findRepayment, type RepaymentRow } from '../store/repayments.ts';
import { ask } from './ask.ts';

const REST_MS = 1_000;

/** What became of a repayment that this terminal began; a pending one is asked about, once a second at the most. */
export async function repaymentState(
  platform: Platform,
  payments: PaymentPort,
  terminal: Terminal,
  repaymentId: string,
): Promise<Result<RepaymentState>> {
  const known = await readOwn(platform, terminal, repaymentId);
  if (!known.ok || known.value.state !== 'pending') return known;
  const question = await platform.db.transaction(PLATFORM, (tx) =>
    claimQuestion(tx, repaymentId, { now: platform.now(), restMs: REST_MS }),
  );
  if (!question) return known;
  await ask(platform, payments, question);
  return readOwn(platform, terminal, repaymentId);
}

/** What the message about a paid one says, and to whose application it goes. */
export async function paidRepayment(tx: Tx, repaymentId: string) {
  const repayment = await findRepayment(tx, repaymentId);
  const loan = repayment && (await findLoanById(tx, repayment.loanId));
  if (!repayment?.after || !loan) throw new Error('A paid repayment has its loan, and how it stood after.');
  const { amountFen, after, language } = repayment;
  return { applicationId: loan.applicationId, reference: loan.reference, amountFen, after, language };
}

export async function readOwn(
  platform: Platform,
  terminal: Terminal,
  repaymentId: string,
): Promise<Result<RepaymentState>> {
  return platform.db.transaction(PLATFORM, async (tx) => {
    const repayment = await findRepayment(tx, repaymentId);
    if (repayment?.terminalId !== terminal.id) return refuse('repayment-not-found');
    return done(await viewOf(tx, repayment));
  });
}

async function viewOf(tx: Tx, repayment: RepaymentRow): Promise<RepaymentState> {
  const loan = await findLoanById(tx, repayment.loanId);
  if (!loan) throw new Error('A repayment is of a loan.');
  const { id, state, choice, amountFen, service, reason, paidAt, after } = repayment;
  const { reference, contractNumber, merchant, lender } = loan;
  return {
    repaymentId: id,
    state,
    choice,
    amountFen,
    service,
    reason,
    paidAt,
    reference,
    contractNumber,
    merchant,
    lender,
    after,
  };
}
