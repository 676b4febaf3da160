import { addDays, shanghaiDate, startOfDate } from '#shared/calendar/date.ts';
import type { Fen } from '#shared/money/fen.ts';
import { usualInstalment } from '#shared/lending/plan.ts';
import type { Offer } from '#shared/wire/decision.ts';
import type { ReceiptView } from '#shared/wire/terminal.ts';
import { expire, lockApplication } from '#server/applications/index.ts';
import { logFailure } from '#server/http/failures.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import { chooseLender, plansFor } from '../model.ts';
import { listLenders } from '../store/lenders.ts';
import { findDocument, findLoan } from '../store/loans.ts';
import { dueOffers, endOffer, findOffer, insertOffer, type DueOffer } from '../store/offers.ts';

/** The lender that would fund this amount now, or null. */
export async function lenderFor(tx: Tx, principalFen: Fen): Promise<ChosenLender | null> {
  return chooseLender(await listLenders(tx), principalFen);
}

export interface ChosenLender {
  id: string;
  name: string;
}

/** An approved application's offer: four plans at the tier's price, good until the day in China ends. */
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
    // The plans count from today, so a contract must be made today.
    expiresAt: startOfDate(addDays(shanghaiDate(madeAt), 1)),
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

const PAGE = 200;
const NIL = '00000000-0000-0000-0000-000000000000';

/** Ends applications whose offer has run out, so that their orders are free again; gives back how many. */
export async function expireOffers(platform: Platform): Promise<number> {
  const until = platform.now();
  let after: Pick<DueOffer, 'id' | 'expiresAt'> = { expiresAt: 0, id: NIL };
  let expired = 0;
  for (;;) {
    const asked = { until, after, limit: PAGE };
    const page = await platform.db.transaction(PLATFORM, (tx) => dueOffers(tx, asked));
    for (const offer of page) expired += await endOne(platform, offer);
    const last = page.at(-1);
    if (!last) return expired;
    after = last;
  }
}

/** One that fails must not keep the others from their end; it is tried again by the next sweep. */
async function endOne(platform: Platform, { id, applicationId }: DueOffer): Promise<number> {
  try {
    return await platform.db.transaction(PLATFORM, async (tx) => {
      const application = await lockApplication(tx, applicationId);
      await endOffer(tx, id, platform.now());
      // Signed, withdrawn or expired before: there is nothing left to end.
      if (application?.status !== 'offered' && application?.status !== 'accepted') return 0;
      return (await expire(platform, tx, application)).ok ? 1 : 0;
    });
  } catch (error) {
    logFailure(error, { method: 'sweep', route: 'expire-offers' });
    return 0;
  }
}
