import { shanghaiDate } from '#shared/calendar/date.ts';
import type { Fen } from '#shared/money/fen.ts';
import { usualInstalment } from '#shared/lending/plan.ts';
import type { Offer } from '#shared/wire/decision.ts';
import type { ReceiptView } from '#shared/wire/terminal.ts';
import { expire, lockApplication } from '#server/applications/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import { chooseLender, OFFER_VALID_MS, plansFor } from '../model.ts';
import { listLenders } from '../store/lenders.ts';
import { findDocument, findLoan } from '../store/loans.ts';
import { findOffer, insertOffer, offersExpired } from '../store/offers.ts';

/** The lender that would fund this amount now, or null. */
export async function lenderFor(tx: Tx, principalFen: Fen): Promise<ChosenLender | null> {
  return chooseLender(await listLenders(tx), principalFen);
}

export interface ChosenLender {
  id: string;
  name: string;
}

/** An approved application's offer: four plans at the tier's price, fixed for a day. */
export async function makeOffer(
  platform: Platform,
  tx: Tx,
  fact: {
    applicationId: string;
    orderId: string;
    lender: ChosenLender;
    principalFen: Fen;
    limitFen: Fen;
    rateBps: number;
  },
): Promise<void> {
  const madeAt = platform.now();
  await insertOffer(tx, {
    id: platform.newId(),
    applicationId: fact.applicationId,
    orderId: fact.orderId,
    lenderId: fact.lender.id,
    lender: fact.lender.name,
    principalFen: fact.principalFen,
    limitFen: fact.limitFen,
    plans: plansFor({ principalFen: fact.principalFen, rateBps: fact.rateBps, startOn: shanghaiDate(madeAt) }),
    madeAt,
    expiresAt: madeAt + OFFER_VALID_MS,
  });
}

export async function offerOf(tx: Tx, applicationId: string): Promise<Offer | null> {
  const offer = await findOffer(tx, applicationId);
  if (!offer) return null;
  const { id, lender, principalFen, limitFen, plans, expiresAt } = offer;
  return { offerId: id, applicationId, lender, principalFen, limitFen, plans, expiresAt };
}

export async function receiptOf(tx: Tx, applicationId: string): Promise<ReceiptView | null> {
  const loan = await findLoan(tx, applicationId);
  const document = await findDocument(tx, { applicationId });
  if (!loan || !document) return null;
  const { plan } = loan;
  return {
    reference: loan.reference,
    contractNumber: loan.contractNumber,
    contractSha256: document.sha256,
    bookedAt: loan.bookedAt,
    loanId: loan.id,
    principalFen: plan.principalFen,
    terms: plan.terms,
    instalmentFen: usualInstalment(plan),
    totalFen: plan.totalFen,
    firstDueOn: plan.firstDueOn,
    merchant: loan.merchant,
    lender: loan.lender,
  };
}

const SWEEP_BACK_MS = 7 * 24 * 3_600_000;
const SWEEP_MAX = 200;

/** Ends applications whose offer has run out, so that their orders are free again; gives back how many. */
export async function expireOffers(platform: Platform): Promise<number> {
  const now = platform.now();
  const due = await platform.db.transaction(PLATFORM, (tx) => offersExpired(tx, now - SWEEP_BACK_MS, now, SWEEP_MAX));
  let expired = 0;
  for (const applicationId of due) {
    expired += await platform.db.transaction(PLATFORM, async (tx) => {
      const application = await lockApplication(tx, applicationId);
      if (application?.status !== 'offered' && application?.status !== 'accepted') return 0;
      const ended = await expire(platform, tx, application);
      return ended.ok ? 1 : 0;
    });
  }
  return expired;
}
