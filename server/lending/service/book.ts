import { shanghaiDate } from '#shared/calendar/date.ts';
import { maskName } from '#shared/identity/number.ts';
import type { Contract } from '#shared/lending/contract.ts';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import { sha256Hex } from '#shared/wire/hash.ts';
import type { ReceiptView, SignedDocument } from '#shared/wire/terminal.ts';
import { advance, sealForApplicant, type ApplicationFacts } from '#server/applications/index.ts';
import { findOrder, recordContract } from '#server/orders/index.ts';
import { audit } from '#server/platform/audit.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { emit } from '#server/platform/outbox.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { holdQuota, takeQuota } from '../store/lenders.ts';
import { openServicing } from '../servicing/index.ts';
import { insertDocument, insertLoan, insertSale, type LoanRow } from '../store/loans.ts';
import type { OfferRow } from '../store/offers.ts';
import { PDF_PURPOSE } from './contract-file.ts';
import { receiptOf } from './offer.ts';

export interface SignInput {
  commandId: string;
  applicationId: string;
  planHash: string;
  costStatement: SignedDocument;
  contract: SignedDocument;
}

export interface ReadyToBook {
  kind: 'ready';
  application: ApplicationFacts;
  offer: OfferRow;
  contract: Contract;
}

interface Booking extends ReadyToBook {
  terminal: Terminal;
  input: SignInput;
  commandHash: string;
  pdf: Uint8Array;
  bookedAt: number;
}

/** Writes the whole of a signed contract; the application is locked, so this happens once. */
export async function bookContract(platform: Platform, tx: Tx, booking: Booking): Promise<Result<ReceiptView>> {
  const { application, offer, contract } = booking;
  const { principalFen } = contract.plan;
  // Both may refuse, so both come before anything is written: the quota is held here and taken below.
  if (!(await holdQuota(tx, offer.lenderId, principalFen))) return refuse('offer-expired');
  const loanId = platform.newId();
  const recorded = await recordOnOrder(platform, tx, loanId, booking);
  if (!recorded.ok) return recorded;
  await takeQuota(tx, offer.lenderId, principalFen);
  await saveLoan(platform, tx, loanId, booking);
  await tellOthers(platform, tx, loanId, booking);
  const signed = await advance(platform, tx, application, ['sign']);
  if (!signed.ok) throw new Error('An accepted application can be signed.');
  const receipt = await receiptOf(tx, application.id);
  if (!receipt) throw new Error('What was just booked can be read.');
  return done(receipt);
}

async function saveLoan(platform: Platform, tx: Tx, loanId: string, booking: Booking): Promise<void> {
  const { application, offer, contract, input, pdf, bookedAt } = booking;
  const { id: applicationId, orderId, merchantId, storeId } = application;
  const order = await findOrder(tx, orderId);
  if (!order) throw new Error('An application has its order.');
  const contractSha256 = sha256Hex(pdf);
  const loan: LoanRow = {
    id: loanId,
    applicationId,
    orderId,
    merchantId,
    lenderId: offer.lenderId,
    commandId: input.commandId,
    commandHash: booking.commandHash,
    contractNumber: contract.number,
    contractHash: contract.hash,
    plan: contract.plan,
    reference: application.reference,
    lender: contract.lender,
    merchant: contract.merchant,
    storeId,
    store: contract.store,
    orderNumber: order.number,
    summary: order.summary,
    shopperMasked: maskName(contract.borrower.name),
    contractSha256,
    bookedAt,
  };
  await insertLoan(tx, loan);
  await openServicing(platform, tx, loan);
  await insertDocument(tx, {
    id: platform.newId(),
    loanId,
    applicationId,
    orderId,
    sha256: contractSha256,
    bytes: pdf.length,
    sealed: await sealForApplicant(platform, tx, { applicationId, purpose: PDF_PURPOSE, content: pdf }),
    statement: input.costStatement,
    contract: input.contract,
    madeAt: bookedAt,
  });
  const { priceFen, principalFen } = order;
  const soldOn = shanghaiDate(bookedAt);
  await insertSale(tx, { loanId, merchantId, storeId, orderId, soldOn, priceFen, principalFen });
}

/** Refused where the merchant has cancelled the order meanwhile. */
function recordOnOrder(platform: Platform, tx: Tx, loanId: string, booking: Booking): Promise<Result<null>> {
  const { application, contract, pdf } = booking;
  return recordContract(platform, tx, {
    orderId: application.orderId,
    applicationId: application.id,
    loanId,
    contractNumber: contract.number,
    contractSha256: sha256Hex(pdf),
    lender: contract.lender,
    plan: contract.plan,
  });
}

async function tellOthers(platform: Platform, tx: Tx, loanId: string, booking: Booking): Promise<void> {
  const { application, contract, terminal } = booking;
  const { id: applicationId, orderId, merchantId } = application;
  await emit(platform, tx, {
    topic: 'loan.booked',
    key: loanId,
    merchantId,
    payload: { loanId, applicationId, orderId },
  });
  await audit(platform, tx, {
    actor: `terminal:${terminal.id}`,
    action: 'loan.booked',
    subject: `loan:${loanId}`,
    merchantId,
    details: { application: applicationId, contract: contract.number, hash: contract.hash },
  });
}
