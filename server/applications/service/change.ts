import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { ApplicationStatus, Outcome, ReasonCode } from '#shared/wire/decision.ts';
import type { Fen } from '#shared/money/fen.ts';
import { audit } from '#server/platform/audit.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import { emit } from '#server/platform/outbox.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { recordWithdrawal } from '#server/orders/index.ts';
import { isFinal, walk, type ApplicationEvent } from '../model.ts';
import {
  liveOfOrder,
  lockApplication,
  saveDecision,
  saveSteps,
  setPhoneVerified,
  type ApplicationFacts,
} from '../store/application.ts';

/** Applies events to an application that the transaction has locked; refuses what its status does not allow. */
export async function advance(
  platform: Pick<Platform, 'now' | 'newId'>,
  tx: Tx,
  application: Pick<ApplicationFacts, 'id' | 'status'>,
  events: readonly ApplicationEvent[],
): Promise<Result<ApplicationStatus>> {
  const steps = walk(application.status, events);
  if (!steps.ok) return steps;
  await saveSteps(
    tx,
    application.id,
    steps.value.map((step) => ({ id: platform.newId(), ...step })),
    platform.now(),
  );
  return done(steps.value.at(-1)?.to ?? application.status);
}

/** The decision's words on the application itself, for counter and portal. */
export async function keepDecision(
  tx: Tx,
  applicationId: string,
  decision: { decisionId: string; outcome: Outcome; reasons: readonly ReasonCode[]; limitFen: Fen | null },
): Promise<void> {
  await saveDecision(tx, applicationId, decision);
}

/** The application where it is this terminal's merchant's; everyone else is told it does not exist. */
export async function lockOwn(tx: Tx, terminal: Terminal, applicationId: string): Promise<ApplicationFacts | null> {
  const application = await lockApplication(tx, applicationId);
  return application?.merchantId === terminal.merchantId ? application : null;
}

/** The shopper does not want it any more: the order is free again. */
export async function withdraw(platform: Platform, terminal: Terminal, applicationId: string): Promise<Result<null>> {
  return platform.db.transaction(PLATFORM, async (tx) => {
    const application = await lockOwn(tx, terminal, applicationId);
    if (!application) return refuse('application-not-found');
    if (application.status === 'cancelled') return done(null);
    const changed = await advance(platform, tx, application, ['withdraw']);
    if (!changed.ok) return changed;
    await recordWithdrawal(platform, tx, { orderId: application.orderId, applicationId });
    await audit(platform, tx, {
      actor: `terminal:${terminal.id}`,
      action: 'application.withdrawn',
      subject: `application:${applicationId}`,
      merchantId: application.merchantId,
    });
    return done(null);
  });
}

/** The merchant has cancelled the order: its live application ends with it. Twice is once. */
export async function withdrawCancelled(platform: Platform, tx: Tx, orderId: string): Promise<void> {
  for (const applicationId of await liveOfOrder(tx, orderId)) {
    const application = await lockApplication(tx, applicationId);
    if (!application || isFinal(application.status)) continue;
    const changed = await advance(platform, tx, application, ['withdraw']);
    if (!changed.ok) throw new Error('A live application can be withdrawn.');
    await recordWithdrawal(platform, tx, { orderId, applicationId });
    await audit(platform, tx, {
      actor: 'system',
      action: 'application.withdrawn',
      subject: `application:${applicationId}`,
      merchantId: application.merchantId,
      details: { because: 'order-cancelled' },
    });
  }
}

/** The offer of a locked application, or the time to complete it, has run out: the order is free again. */
export async function expire(platform: Platform, tx: Tx, application: ApplicationFacts): Promise<Result<null>> {
  const changed = await advance(platform, tx, application, ['expire']);
  if (!changed.ok) return changed;
  const { orderId, id: applicationId } = application;
  await recordWithdrawal(platform, tx, { orderId, applicationId, status: 'expired' });
  await audit(platform, tx, {
    actor: 'system',
    action: 'application.expired',
    subject: `application:${application.id}`,
    merchantId: application.merchantId,
  });
  return done(null);
}

/** A phone left unverified offline has been verified since: the application is received again and decided again. */
export async function phoneVerified(
  platform: Platform,
  terminal: Terminal,
  fact: { applicationId: string; verificationId: string },
): Promise<Result<null>> {
  return platform.db.transaction(PLATFORM, async (tx) => {
    const application = await lockOwn(tx, terminal, fact.applicationId);
    if (!application) return refuse('application-not-found');
    if (application.phoneVerified) return done(null);
    const { status } = application;
    if (status !== 'received' && status !== 'more-needed') return refuse('not-allowed-here', { status });
    const verified = await setPhoneVerified(tx, fact.applicationId, fact.verificationId);
    if (verified === null) return refuse('phone-not-verified');
    // Not decided yet: the decision that is under way will see the phone as verified.
    if (status === 'received') return done(null);
    const changed = await advance(platform, tx, application, ['complete']);
    if (!changed.ok) return changed;
    await emit(platform, tx, {
      topic: 'application.received',
      key: application.id,
      merchantId: application.merchantId,
      payload: { applicationId: application.id },
    });
    await audit(platform, tx, {
      actor: `terminal:${terminal.id}`,
      action: 'application.completed',
      subject: `application:${application.id}`,
      merchantId: application.merchantId,
    });
    return done(null);
  });
}
