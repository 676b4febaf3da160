import { v7 } from 'uuid';
import type { Contract, Signature } from '#shared/lending/contract.ts';
import type { Plan } from '#shared/lending/plan.ts';
import { prepareContract, type signContract } from '#server/lending/index.ts';
import { apply, stateOf, valueOf, type Counter } from '../applications/counter.ts';

/** A scribble long enough to count. */
export const INK: Signature = {
  width: 600,
  height: 200,
  strokes: [Array.from({ length: 40 }, (_, n) => ({ x: 40 + n * 12, y: 100 + 40 * Math.sin(n / 3), t: n * 16 }))],
};
export const TAP: Signature = { width: 600, height: 200, strokes: [[{ x: 40, y: 100, t: 0 }]] };

export interface Chosen {
  applicationId: string;
  orderId: string;
  plan: Plan;
  contract: Contract;
}

/** Applies, is approved, and chooses the plan of so many terms. */
export async function choosePlan(counter: Counter, person: number, terms = 6): Promise<Chosen> {
  const { application } = await apply(counter, { person });
  const { offer } = await stateOf(counter, application.id);
  const plan = offer?.plans.find((one) => one.terms === terms);
  if (!offer || !plan) throw new Error('a steady person is offered four plans');
  const { contract } = valueOf(
    await prepareContract(counter.platform, counter.terminal, {
      applicationId: application.id,
      offerId: offer.offerId,
      planHash: plan.hash,
      language: 'zh',
    }),
  );
  return { applicationId: application.id, orderId: application.orderId, plan, contract };
}

export type SignInput = Parameters<typeof signContract>[2];

/** Statement and contract read for a while each, then signed. */
export function signing({ applicationId, plan, contract }: Chosen, now: number): SignInput {
  return {
    commandId: v7(),
    applicationId,
    planHash: plan.hash,
    costStatement: { hash: contract.costStatement.hash, shownAt: now - 60_000, signedAt: now - 40_000, signature: INK },
    contract: { hash: contract.hash, shownAt: now - 39_000, signedAt: now - 1_000, signature: INK },
  };
}
