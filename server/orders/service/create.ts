import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { Fen } from '#shared/money/fen.ts';
import { hashOf } from '#shared/wire/hash.ts';
import { findGoods, merchantNames, storesOf } from '#server/merchants/index.ts';
import { audit } from '#server/platform/audit.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { CODE_VALID_MS, orderDay, orderNumber, priceOrder, type PricedOrder } from '../rules/model.ts';
import { signOrderCode } from '../rules/code.ts';
import { findCommand, keepCommand, type Command } from '../store/command.ts';
import { countUp, insertOrder } from '../store/order.ts';
import { writeChange } from './change.ts';

/** A person of the merchant at work. */
export interface Clerk {
  id: string;
  name: string;
  merchantId: string;
}

export interface NewOrder {
  commandId: string;
  storeId: string;
  lines: readonly { goodId: string; quantity: number }[];
  downPaymentFen: Fen;
}

/**
 * Makes an order at the merchant's own prices and gives its id. The same command again gives the same order; other
 * content under its id is refused (content-conflict). Refuses goods-not-found, down-payment-too-high,
 * amount-out-of-range, and not-permitted for a store the clerk does not work in.
 */
export async function createOrder(platform: Platform, tx: Tx, clerk: Clerk, input: NewOrder): Promise<Result<string>> {
  const { commandId, ...content } = input;
  const orderId = platform.newId();
  const command: Command = {
    merchantId: clerk.merchantId,
    id: commandId,
    kind: 'create',
    hash: hashOf(content),
    orderId,
  };
  const before = await findCommand(tx, commandId);
  if (before) return answerAgain(before, command);
  const stores = await storesOf(tx, clerk.id);
  if (!stores.some(({ id }) => id === input.storeId)) return refuse('not-permitted');
  const goods = await findGoods(
    tx,
    input.lines.map((line) => line.goodId),
  );
  const priced = priceOrder(input, goods);
  if (!priced.ok) return priced;
  const first = await keepCommand(tx, command);
  if (first) return answerAgain(first, command);
  await writeOrder(platform, tx, clerk, { id: orderId, storeId: input.storeId, ...priced.value });
  return done(orderId);
}

/** What a command that was kept before is answered with. */
export function answerAgain(kept: Command, asked: Command): Result<string> {
  return kept.kind === asked.kind && kept.hash === asked.hash ? done(kept.orderId) : refuse('content-conflict');
}

async function writeOrder(
  platform: Platform,
  tx: Tx,
  clerk: Clerk,
  { lines, ...order }: PricedOrder & { id: string; storeId: string },
): Promise<void> {
  const { merchantId } = clerk;
  const names = await merchantNames(tx, { merchantId, storeId: order.storeId });
  if (!names) throw new Error('A clerk works in a store of the merchant.');
  const createdAt = platform.now();
  const onDay = orderDay(createdAt);
  const number = orderNumber(onDay, await countUp(tx, merchantId, onDay));
  const facts = { ...order, merchantId, merchant: names.merchant, store: names.store };
  const codeExpiresAt = createdAt + CODE_VALID_MS;
  const code = codeOf(platform, facts, codeExpiresAt);
  await insertOrder(
    tx,
    { ...facts, number, onDay, code, codeExpiresAt, createdAt, createdBy: clerk.name, createdById: clerk.id },
    lines,
  );
  await writeChange(platform, tx, { order: facts, kind: 'created', actor: clerk.name });
  await audit(platform, tx, {
    actor: `staff:${clerk.id}`,
    action: 'order.created',
    subject: `order:${order.id}`,
    merchantId,
    details: { number, priceFen: order.priceFen, downPaymentFen: order.downPaymentFen },
  });
}

interface Coded {
  id: string;
  merchantId: string;
  merchant: string;
  store: string;
  summary: string;
  priceFen: Fen;
  downPaymentFen: Fen;
}

export function codeOf(platform: Platform, order: Coded, expiresAt: number): string {
  const { id: orderId, merchantId, merchant, store, summary, priceFen, downPaymentFen } = order;
  return signOrderCode(
    { orderId, merchantId, merchant, store, summary, priceFen, downPaymentFen, expiresAt },
    platform.secrets.orderCodeKey,
  );
}
