import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import { paymentsIn } from '#shared/messages/payments.ts';
import { hashOf } from '#shared/wire/hash.ts';
import type { repaymentInputs, RepaymentState } from '#shared/wire/repayments.ts';
import type { z } from 'zod';
import { audit } from '#server/platform/audit.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import type { Charge, PaymentPort } from '#server/platform/payments.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { lockServicing } from '../../servicing/index.ts';
import { findLoanById } from '../store/loans.ts';
import { amountOf } from '../rules/amounts.ts';
import type { FindLimit } from '../rules/find-limit.ts';
import { findRepayment, insertRepayment } from '../store/repayments.ts';
import { isPhoneOf, viewOf } from './find.ts';
import { settle } from './settle.ts';
import { readOwn, repaymentState } from './state.ts';

type PayInput = z.output<(typeof repaymentInputs)['repayments.pay']>;

export interface Payer {
  payments: PaymentPort;
  limit: FindLimit;
  terminal: Terminal;
}

/**
 * Writes the repayment down, then charges outside of any transaction, then books what the service says. Whatever ends
 * this program in between, the row is there, and the sweep asks what became of it.
 */
export async function payRepayment(platform: Platform, payer: Payer, input: PayInput): Promise<Result<RepaymentState>> {
  const { payments, limit, terminal } = payer;
  const tried = limit.take({ terminalId: terminal.id, loan: input.loanId }, platform.now());
  if (!tried.ok) return tried;
  const begun = tried.value.settle(
    await platform.db.transaction(PLATFORM, (tx) => begin(platform, tx, terminal, input)),
  );
  if (!begun.ok) return begun;
  if (begun.value === 'begun-before') return repaymentState(platform, payments, terminal, input.repaymentId);
  await settle(platform, input.repaymentId, await payments.charge(begun.value));
  return readOwn(platform, terminal, input.repaymentId);
}

/** The charge to be made; a repayment of this id that exists is asked about, and never charged again. */
async function begin(
  platform: Platform,
  tx: Tx,
  terminal: Terminal,
  input: PayInput,
): Promise<Result<Charge | 'begun-before'>> {
  // Neither the code nor the end of the phone: both could be guessed from a hash.
  const { code, phoneLast4, ...said } = input;
  const inputHash = hashOf({ ...said, terminalId: terminal.id });
  const before = await findRepayment(tx, input.repaymentId);
  if (before) return before.inputHash === inputHash ? done('begun-before') : refuse('content-conflict');
  const loan = await findLoanById(tx, input.loanId);
  if (!loan || !(await isPhoneOf(platform, tx, loan, phoneLast4))) return refuse('repayment-not-found');
  // Held, so that no other payment is booked between the look at the amounts and the row of this one.
  await lockServicing(tx, loan.id);
  const view = await viewOf(platform, tx, loan.id);
  if (!view.ok) return view;
  const dueFen = amountOf(view.value, input.choice);
  if (dueFen === null) return refuse('repayment-nothing-due');
  if (dueFen !== input.amountFen || view.value.version !== input.version) return refuse('repayment-amount-changed');
  const { repaymentId: id, choice, amountFen, service, language } = input;
  const isNew = await insertRepayment(tx, {
    id,
    loanId: loan.id,
    terminalId: terminal.id,
    terminalLabel: terminal.label,
    inputHash,
    choice,
    amountFen,
    service,
    language,
    businessOn: view.value.businessOn,
    madeAt: platform.now(),
  });
  if (!isNew) return begunMeanwhile(tx, id, inputHash);
  await audit(platform, tx, {
    actor: `terminal:${terminal.id}`,
    action: 'repayment.begun',
    subject: `loan:${loan.id}`,
    merchantId: loan.merchantId,
    details: { repayment: id, choice, amountFen, service },
  });
  return done({ id, amountFen, service, code, subject: paymentsIn[language].subject({ reference: loan.reference }) });
}

/** Lost against the same repayment sent twice at once, or against another one of the loan that is still unknown. */
async function begunMeanwhile(tx: Tx, id: string, inputHash: string): Promise<Result<'begun-before'>> {
  const before = await findRepayment(tx, id);
  if (!before) return refuse('payment-service-silent');
  return before.inputHash === inputHash ? done('begun-before') : refuse('content-conflict');
}
