import type { Plan } from '#shared/lending/plan.ts';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { ApplicationStatus, Outcome, ReasonCode, TimelineKind } from '#shared/wire/decision.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { nextStatus, type OrderEvent } from '../rules/machine.ts';
import { isLive } from '../rules/model.ts';
import { insertApplication, insertContract, updateApplicationStatus, updateDecided } from '../store/application.ts';
import { lockOrder, updateStatus, type OrderRecord } from '../store/order.ts';
import { tellChange, writeChange } from './change.ts';

export interface Attached {
  orderId: string;
  applicationId: string;
  reference: string;
  shopperMasked: string;
  phoneMasked: string;
  offline: boolean;
}

/** Gives the order to an application. Refuses order-not-open where another live one has it; twice is once. */
export async function attachApplication(platform: Platform, tx: Tx, attached: Attached): Promise<Result<null>> {
  const { orderId, applicationId, ...rest } = attached;
  const order = await lockOrder(tx, orderId);
  if (!order) return refuse('order-not-found');
  if (order.application?.id === applicationId) return done(null);
  const next = nextStatus(order.status, 'attach');
  if (!next.ok) return next;
  if (isLive(order.application?.status ?? null)) return refuse('order-not-open', { status: order.status });
  const { merchantId } = order;
  const written = { at: platform.now(), orderStatus: next.value, timelineId: platform.newId() };
  await insertApplication(tx, { id: applicationId, orderId, merchantId, ...rest, ...written });
  await tellChange(platform, tx, order, 'application-received');
  return done(null);
}

const EVENT_OF: Readonly<Record<Outcome, OrderEvent>> = {
  approved: 'approve',
  declined: 'decline',
  referred: 'wait',
  'more-needed': 'wait',
};

const KIND_OF: Readonly<Record<Outcome, TimelineKind>> = {
  approved: 'application-approved',
  declined: 'application-declined',
  referred: 'application-referred',
  'more-needed': 'application-more-needed',
};

/** What the decision says of an application; its order follows, unless the merchant has cancelled it meanwhile. */
export async function recordDecision(
  platform: Platform,
  tx: Tx,
  decided: {
    orderId: string;
    applicationId: string;
    status: ApplicationStatus;
    outcome: Outcome;
    reasons: readonly ReasonCode[];
  },
): Promise<void> {
  const { orderId, applicationId, ...decision } = decided;
  const order = await mustLock(tx, orderId);
  await updateDecided(tx, applicationId, decision);
  await follow(tx, order, applicationId, EVENT_OF[decision.outcome]);
  await writeChange(platform, tx, { order, kind: KIND_OF[decision.outcome], actor: 'system' });
}

/** The application is off, by the shopper's wish or because its offer ran out: the order is open again. */
export async function recordWithdrawal(
  platform: Platform,
  tx: Tx,
  { orderId, applicationId, status = 'cancelled' }: Withdrawal,
): Promise<void> {
  const order = await mustLock(tx, orderId);
  await updateApplicationStatus(tx, applicationId, status);
  await follow(tx, order, applicationId, 'withdraw');
  await writeChange(platform, tx, { order, kind: 'withdrawn', actor: 'system' });
}

export interface Withdrawal {
  orderId: string;
  applicationId: string;
  status?: 'cancelled' | 'expired';
}

export interface Contracted {
  orderId: string;
  applicationId: string;
  loanId: string;
  contractNumber: string;
  contractSha256: string;
  lender: string;
  plan: Plan;
}

/** Refuses order-not-open where the order is not approved for this application (any more): then nothing may be booked. */
export async function recordContract(platform: Platform, tx: Tx, contracted: Contracted): Promise<Result<null>> {
  const { plan, ...contract } = contracted;
  const order = await mustLock(tx, contract.orderId);
  const next = nextStatus(order.status, 'contract');
  if (!next.ok) return next;
  if (order.application?.id !== contract.applicationId) return refuse('order-not-open', { status: order.status });
  const { terms, totalFen, irrBps, instalments } = plan;
  const at = platform.now();
  await insertContract(tx, { ...contract, merchantId: order.merchantId, terms, totalFen, irrBps, instalments, at });
  await updateApplicationStatus(tx, contract.applicationId, 'contracted');
  await updateStatus(tx, order.id, next.value);
  await writeChange(platform, tx, { order, kind: 'contracted', actor: 'system' });
  return done(null);
}

/** The settlement line of a delivered order was made. */
export async function recordSettlement(platform: Platform, tx: Tx, { orderId }: { orderId: string }): Promise<void> {
  const order = await mustLock(tx, orderId);
  await writeChange(platform, tx, { order, kind: 'settlement-due', actor: 'system' });
}

/** How much of the goods has come back by now: more than before, or less where a return was taken back. */
export async function recordRefund(
  platform: Platform,
  tx: Tx,
  { orderId, back, isTakenBack }: { orderId: string; back: 'none' | 'part' | 'all'; isTakenBack: boolean },
): Promise<void> {
  const order = await mustLock(tx, orderId);
  const next = nextStatus(order.status, `refund-${back}`);
  if (!next.ok) throw new Error(`Goods of an order that is ${order.status} do not come back.`);
  await updateStatus(tx, order.id, next.value);
  await writeChange(platform, tx, { order, kind: isTakenBack ? 'refund-undone' : 'refunded', actor: 'system' });
}

/** Moves the order where the event is allowed and its application is still the order's own. */
async function follow(tx: Tx, order: OrderRecord, applicationId: string, event: OrderEvent): Promise<void> {
  const next = nextStatus(order.status, event);
  if (next.ok && order.application?.id === applicationId) await updateStatus(tx, order.id, next.value);
}

async function mustLock(tx: Tx, orderId: string): Promise<OrderRecord> {
  const order = await lockOrder(tx, orderId);
  if (!order) throw new Error('An application has an order.');
  return order;
}
