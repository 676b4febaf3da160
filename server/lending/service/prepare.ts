import { shanghaiDate } from '#shared/calendar/date.ts';
import { makeCostStatement, penaltyRateBps } from '#shared/lending/cost-statement.ts';
import { contractSchema, type Contract } from '#shared/lending/contract.ts';
import { ALL_IN_CEILING_BPS, type Plan } from '#shared/lending/plan.ts';
import { contractIn } from '#shared/messages/contract.ts';
import type { Language } from '#shared/messages/language.ts';
import { formatBps, formatYuan } from '#shared/money/fen.ts';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import { hashOf } from '#shared/wire/hash.ts';
import {
  advance,
  borrowerOf,
  expire,
  lockOwn,
  openForApplicant,
  sealForApplicant,
  type ApplicationFacts,
} from '#server/applications/index.ts';
import { findOrder } from '#server/orders/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { contractNumber, hasRunOut } from '../model.ts';
import { findOffer, findPrepared, savePrepared, type OfferRow } from '../store/offers.ts';

export const CONTRACT_PURPOSE = 'contract';

export interface PrepareInput {
  applicationId: string;
  offerId: string;
  planHash: string;
  language: Language;
}

/** The contract for a chosen plan, as it will be shown and signed. Asked twice on one day, it is the same value. */
export function prepareContract(
  platform: Platform,
  terminal: Terminal,
  input: PrepareInput,
): Promise<Result<{ contract: Contract }>> {
  return platform.db.transaction(PLATFORM, async (tx) => {
    const application = await lockOwn(tx, terminal, input.applicationId);
    if (!application) return refuse('application-not-found');
    if (application.status === 'contracted') return refuse('already-signed');
    if (application.status !== 'offered' && application.status !== 'accepted') return refuse('application-not-offered');
    const offer = await findOffer(tx, application.id);
    if (!offer) throw new Error('An offered application has its offer.');
    if (hasRunOut(offer, platform.now())) {
      await expire(platform, tx, application);
      return refuse('offer-expired');
    }
    const plan = offer.plans.find(({ hash }) => hash === input.planHash);
    if (offer.id !== input.offerId || !plan) return refuse('plan-changed');
    const contract = await contractFor(platform, tx, { application, offer, plan, language: input.language });
    const accepted = await advance(platform, tx, application, ['accept']);
    return accepted.ok ? done({ contract }) : accepted;
  });
}

interface Choice {
  application: ApplicationFacts;
  offer: OfferRow;
  plan: Plan;
  language: Language;
}

async function contractFor(platform: Platform, tx: Tx, choice: Choice): Promise<Contract> {
  const contract = await makeContract(platform, tx, choice);
  const before = await findPrepared(tx, choice.application.id);
  if (before?.contractHash === contract.hash) return contract;
  await savePrepared(tx, {
    applicationId: contract.applicationId,
    offerId: choice.offer.id,
    number: contract.number,
    madeOn: contract.madeOn,
    language: contract.language,
    planHash: contract.plan.hash,
    statementHash: contract.costStatement.hash,
    contractHash: contract.hash,
    sealed: await sealForApplicant(platform, tx, {
      applicationId: contract.applicationId,
      purpose: CONTRACT_PURPOSE,
      content: new TextEncoder().encode(JSON.stringify(contract)),
    }),
    preparedAt: platform.now(),
  });
  return contract;
}

async function makeContract(platform: Platform, tx: Tx, choice: Choice): Promise<Contract> {
  const { application, offer, plan, language } = choice;
  const order = await findOrder(tx, application.orderId);
  if (!order) throw new Error('An application has its order.');
  const madeOn = shanghaiDate(platform.now());
  const contract: Omit<Contract, 'hash'> = {
    version: '2026-11',
    number: contractNumber(madeOn, application.reference),
    applicationId: application.id,
    language,
    madeOn,
    borrower: await borrowerOf(platform, tx, application.id),
    lender: offer.lender,
    merchant: order.merchant,
    store: order.store,
    goods: order.summary,
    plan,
    costStatement: makeCostStatement(plan, offer.lender, ALL_IN_CEILING_BPS),
    clauses: contractIn[language].clauses({
      lender: offer.lender,
      merchant: order.merchant,
      goods: order.summary,
      principal: formatYuan(plan.principalFen),
      terms: plan.terms,
      annualRate: formatBps(plan.annualRateBps),
      penaltyRate: formatBps(penaltyRateBps(plan.annualRateBps, ALL_IN_CEILING_BPS)),
      ceiling: formatBps(ALL_IN_CEILING_BPS),
    }),
  };
  return { ...contract, hash: hashOf(contract) };
}

/** The prepared contract, opened; its hash is checked again, since it is what gets booked. */
export async function openPrepared(
  platform: Platform,
  tx: Tx,
  prepared: { applicationId: string; sealed: Uint8Array },
): Promise<Contract> {
  const content = await openForApplicant(platform, tx, { ...prepared, purpose: CONTRACT_PURPOSE });
  const contract = contractSchema.parse(JSON.parse(new TextDecoder().decode(content)));
  const { hash, ...rest } = contract;
  if (hashOf(rest) !== hash) throw new Error('The prepared contract is not what its hash says.');
  return contract;
}
