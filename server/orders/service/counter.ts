import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { TimelineKind } from '#shared/wire/decision.ts';
import { hashOf } from '#shared/wire/hash.ts';
import { audit } from '#server/platform/audit.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { emit } from '#server/platform/outbox.ts';
import { nextStatus, type OrderEvent } from '../rules/machine.ts';
import { awaitsShopper, CODE_VALID_MS } from '../rules/model.ts';
import { findCommand, keepCommand, type Command } from '../store/command.ts';
import { lockOrder, updateCode, updateStatus, type OrderRecord } from '../store/order.ts';
import { writeChange } from './change.ts';
import { answerAgain, codeOf, type Clerk } from './create.ts';

/** A fresh code for an order that nobody has applied for: the old one stays good until it expires. */
export async function renewCode(platform: Platform, tx: Tx, clerk: Clerk, orderId: string): Promise<Result<string>> {
  const order = await lockOrder(tx, orderId);
  if (!order) return refuse('order-not-found');
  const awaited = awaitsShopper(order.status, order.application?.status ?? null);
  if (!awaited) return refuse('order-not-open', { status: order.status });
  const expiresAt = platform.now() + CODE_VALID_MS;
  await updateCode(tx, orderId, codeOf(platform, order, expiresAt), expiresAt);
  await note(platform, tx, clerk, order, 'order.code-renewed');
  return done(orderId);
}

/** Refuses order-not-open from the contract on: then goods come back by a refund. Its application ends by the event. */
export async function cancelOrder(platform: Platform, tx: Tx, clerk: Clerk, orderId: string): Promise<Result<string>> {
  const cancelled = await step(platform, tx, clerk, { orderId, event: 'cancel', kind: 'cancelled' });
  if (!cancelled.ok) return cancelled;
  const { merchantId } = clerk;
  await emit(platform, tx, { topic: 'order.cancelled', key: orderId, merchantId, payload: { orderId } });
  return cancelled;
}

/** The goods are handed over. The same command again changes nothing. */
export async function deliverOrder(
  platform: Platform,
  tx: Tx,
  clerk: Clerk,
  { commandId, orderId }: { commandId: string; orderId: string },
): Promise<Result<string>> {
  const { merchantId } = clerk;
  const command: Command = { merchantId, id: commandId, kind: 'deliver', hash: hashOf({ orderId }), orderId };
  // Looked at before anything is written: a command that was refused is not kept.
  const order = await lockOrder(tx, orderId);
  if (!order) return refuse('order-not-found');
  const allowed = nextStatus(order.status, 'deliver');
  if (!allowed.ok) return (await wasKept(tx, command)) ?? allowed;
  const before = await keepCommand(tx, command);
  if (before) return answerAgain(before, command);
  const delivered = await step(platform, tx, clerk, { orderId, event: 'deliver', kind: 'delivered' });
  await emit(platform, tx, { topic: 'order.delivered', key: orderId, merchantId, payload: { orderId } });
  return delivered;
}

async function wasKept(tx: Tx, command: Command): Promise<Result<string> | null> {
  const before = await findCommand(tx, command.id);
  return before ? answerAgain(before, command) : null;
}

interface Step {
  orderId: string;
  event: OrderEvent;
  kind: TimelineKind & ('cancelled' | 'delivered');
}

async function step(platform: Platform, tx: Tx, clerk: Clerk, { orderId, event, kind }: Step): Promise<Result<string>> {
  const order = await lockOrder(tx, orderId);
  if (!order) return refuse('order-not-found');
  const next = nextStatus(order.status, event);
  if (!next.ok) return next;
  await updateStatus(tx, orderId, next.value);
  await writeChange(platform, tx, { order, kind, actor: clerk.name });
  await note(platform, tx, clerk, order, `order.${kind}`);
  return done(orderId);
}

function note(platform: Platform, tx: Tx, clerk: Clerk, order: OrderRecord, action: string): Promise<void> {
  return audit(platform, tx, {
    actor: `staff:${clerk.id}`,
    action,
    subject: `order:${order.id}`,
    merchantId: order.merchantId,
    details: { number: order.number },
  });
}
