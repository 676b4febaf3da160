import { hashOf } from '#shared/wire/hash.ts';
import {
  advance,
  EVENT_OF_OUTCOME,
  historyOf,
  keepDecision,
  lockApplication,
  personFacts,
  withdrawCancelled,
  type ApplicationFacts,
} from '#server/applications/index.ts';
import { lenderFor, makeOffer, type ChosenLender } from '#server/lending/index.ts';
import { orderStatus, recordDecision } from '#server/orders/index.ts';
import { audit } from '#server/platform/audit.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Event } from '#server/platform/events.ts';
import { emit } from '#server/platform/outbox.ts';
import { assess, type Assessment } from './assess.ts';
import { POLICY, POLICY_HASH } from './policy.ts';
import { insertRecord } from './store.ts';
import { recordedVariables, resolveVariables, type Variables } from './variables.ts';

/**
 * The engine's one door: gathers what the policy asks about, decides, and writes the record, the application's new
 * status, the offer and the order's time line in the caller's transaction. An event that was decided before, and an
 * application that no longer waits for a decision, change nothing.
 */
export async function decide(platform: Platform, tx: Tx, event: Event<'application.received'>): Promise<void> {
  const application = await lockApplication(tx, event.payload.applicationId);
  if (application?.status !== 'received') return;
  // Cancelled before the decision: there is nothing to decide. Cancelled during it: the cancellation's event comes after.
  if ((await orderStatus(tx, application.orderId)) === 'cancelled')
    return withdrawCancelled(platform, tx, application.orderId);
  const started = process.hrtime.bigint();
  const lender = await lenderFor(tx, application.principalFen);
  const values = await gather(platform, tx, application, lender);
  const gathered = process.hrtime.bigint();
  const assessment = assess(values, POLICY);
  const decided = process.hrtime.bigint();
  const decisionId = platform.newId();
  const isNew = await insertRecord(tx, {
    id: decisionId,
    applicationId: application.id,
    eventId: event.id,
    event: event.topic,
    reference: application.reference,
    decidedAt: platform.now(),
    ...assessment,
    policyVersion: POLICY.version,
    policyHash: POLICY_HASH,
    inputsHash: hashOf(values),
    variables: recordedVariables(values),
    timings: {
      gatherMicros: microsBetween(started, gathered),
      decideMicros: microsBetween(gathered, decided),
      totalMicros: microsBetween(started, decided),
    },
  });
  if (isNew) await carryOut(platform, tx, { application, lender, decisionId, assessment });
}

async function gather(
  platform: Platform,
  tx: Tx,
  application: ApplicationFacts,
  lender: ChosenLender | null,
): Promise<Variables> {
  return resolveVariables({
    application,
    person: await personFacts(platform, tx, application.id),
    history: await historyOf(tx, application.id),
    lending: { lenderAvailable: lender !== null },
    now: platform.now(),
  });
}

interface Decided {
  application: ApplicationFacts;
  lender: ChosenLender | null;
  decisionId: string;
  assessment: Assessment;
}

async function carryOut(platform: Platform, tx: Tx, decided: Decided): Promise<void> {
  const { application, lender, decisionId, assessment } = decided;
  const { id: applicationId, orderId, merchantId } = application;
  const { outcome, reasons, limitFen, rateBps } = assessment;
  const isApproved = outcome === 'approved';
  if (isApproved) {
    if (!lender || limitFen === null || rateBps === null)
      throw new Error('An approval has a lender, a limit and a price.');
    await makeOffer(platform, tx, {
      lender,
      applicationId,
      orderId,
      principalFen: application.principalFen,
      limitFen,
      rateBps,
    });
  }
  const status = await advance(platform, tx, application, [
    'screen',
    EVENT_OF_OUTCOME[outcome],
    ...(isApproved ? (['offer'] as const) : []),
  ]);
  if (!status.ok) throw new Error('A received application can be decided.');
  await keepDecision(tx, applicationId, { decisionId, outcome, reasons, limitFen });
  await recordDecision(platform, tx, { orderId, applicationId, status: status.value, outcome, reasons });
  await emit(platform, tx, {
    topic: 'application.decided',
    key: applicationId,
    merchantId,
    payload: { applicationId, outcome },
  });
  await audit(platform, tx, {
    actor: 'system',
    action: 'application.decided',
    subject: `application:${applicationId}`,
    merchantId,
    details: { outcome, decision: decisionId, policy: POLICY.version },
  });
}

function microsBetween(from: bigint, to: bigint): number {
  return Number((to - from) / 1_000n);
}
