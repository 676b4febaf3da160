import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import { hashOf } from '#shared/wire/hash.ts';
import type { ReceiptView } from '#shared/wire/terminal.ts';
import { expire, lockOwn } from '#server/applications/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { checkSigning, hasRunOut, isBookable } from '../model.ts';
import { contractPdf } from '../pdf/contract-pdf.ts';
import { findLoan } from '../store/loans.ts';
import { findOffer, findPrepared } from '../store/offers.ts';
import { bookContract, type ReadyToBook, type SignInput } from './book.ts';
import { receiptOf } from './offer.ts';
import { openPrepared } from './prepare.ts';

/**
 * Books the signed contract: document, loan, books, order and event in one transaction, once per application. The
 * paper is made before that transaction, from values it then finds unchanged or refuses.
 */
export async function signContract(
  platform: Platform,
  terminal: Terminal,
  input: SignInput,
): Promise<Result<ReceiptView>> {
  const first = await platform.db.transaction(PLATFORM, (tx) => readSigning(platform, tx, terminal, input));
  if (!first.ok) return first;
  if (first.value.kind === 'signed') return done(first.value.receipt);
  const { contract } = first.value;
  const bookedAt = platform.now();
  const pdf = await contractPdf({
    contract,
    statementSigned: input.costStatement,
    contractSigned: input.contract,
    bookedAt,
  });
  return platform.db.transaction(PLATFORM, async (tx) => {
    const second = await readSigning(platform, tx, terminal, input);
    if (!second.ok) return second;
    if (second.value.kind === 'signed') return done(second.value.receipt);
    // Prepared anew between the two looks, in another language perhaps: what was signed is not what is prepared.
    if (second.value.contract.hash !== contract.hash) return refuse('plan-changed');
    return bookContract(platform, tx, { ...second.value, terminal, input, commandHash: hashOf(input), pdf, bookedAt });
  });
}

/** All that must hold before anything is booked; asked before the paper is made and again where it is booked. */
async function readSigning(
  platform: Platform,
  tx: Tx,
  terminal: Terminal,
  input: SignInput,
): Promise<Result<ReadyToBook | { kind: 'signed'; receipt: ReceiptView }>> {
  const application = await lockOwn(tx, terminal, input.applicationId);
  if (!application) return refuse('application-not-found');
  if (application.status === 'contracted') return signedBefore(tx, input);
  if (application.status !== 'accepted') return refuse('application-not-offered');
  const offer = await findOffer(tx, application.id);
  const prepared = await findPrepared(tx, application.id);
  if (!offer || !prepared) throw new Error('An accepted application has its offer and its contract.');
  if (hasRunOut(offer, platform.now())) {
    await expire(platform, tx, application);
    return refuse('offer-expired');
  }
  const checked = checkSigning(input, prepared);
  if (!checked.ok) return checked;
  const contract = await openPrepared(platform, tx, prepared);
  if (!isBookable(contract.plan, contract.madeOn)) throw new Error('A prepared plan sums up and is under the ceiling.');
  return done({ kind: 'ready', application, offer, contract });
}

/** The same command gets the same answer; another one learns that it is too late. */
async function signedBefore(tx: Tx, input: SignInput): Promise<Result<{ kind: 'signed'; receipt: ReceiptView }>> {
  const loan = await findLoan(tx, input.applicationId);
  const receipt = await receiptOf(tx, input.applicationId);
  if (!loan || !receipt) throw new Error('A contracted application has its loan.');
  if (loan.commandId !== input.commandId) return refuse('already-signed');
  return loan.commandHash === hashOf(input) ? done({ kind: 'signed', receipt }) : refuse('content-conflict');
}
