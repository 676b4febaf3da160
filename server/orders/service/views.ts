import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { OrderDetail, OrderSettlement, OrderSummary } from '#shared/wire/portal.ts';
import type { Tx } from '#server/platform/database.ts';
import { awaitsShopper } from '../rules/model.ts';
import { selectLines, selectOrder, type OrderRecord } from '../store/order.ts';
import { selectOrders, type OrderQuery } from '../store/list.ts';
import { selectTimeline } from '../store/timeline.ts';

/** How the portal sees orders. */
export function summaryOf(order: OrderRecord): OrderSummary {
  const { id, number, status, summary, store, priceFen, downPaymentFen, principalFen, createdAt, createdBy } = order;
  return {
    id,
    number,
    status,
    applicationStatus: order.application?.status ?? null,
    summary,
    store,
    priceFen,
    downPaymentFen,
    principalFen,
    terms: order.contract?.terms ?? null,
    createdAt,
    createdBy,
  };
}

/** The settlement is lending's to know; the caller asks there. */
export async function orderDetail(
  tx: Tx,
  orderId: string,
  settlement: OrderSettlement | null,
): Promise<Result<OrderDetail>> {
  const order = await selectOrder(tx, orderId);
  if (!order) return refuse('order-not-found');
  const awaited = awaitsShopper(order.status, order.application?.status ?? null);
  return done({
    ...summaryOf(order),
    lines: await selectLines(tx, orderId),
    code: awaited ? order.code : null,
    codeExpiresAt: order.codeExpiresAt,
    timeline: await selectTimeline(tx, orderId),
    application: order.application ? withoutId(order.application) : null,
    loan: order.contract,
    settlement,
  });
}

function withoutId<T extends { id: string }>({ id: _id, ...rest }: T): Omit<T, 'id'> {
  return rest;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export async function listOrders(tx: Tx, query: OrderQuery): Promise<Page<OrderSummary>> {
  // One more than asked for tells whether there is a next page.
  const rows = await selectOrders(tx, { ...query, limit: query.limit + 1 });
  const items = rows.slice(0, query.limit).map(summaryOf);
  return { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}
