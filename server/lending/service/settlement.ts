import { shanghaiDate } from '#shared/calendar/date.ts';
import { goodsDelivered, post } from '#server/ledger/index.ts';
import { merchantNames } from '#server/merchants/index.ts';
import { findOrder, recordSettlement } from '#server/orders/index.ts';
import { audit } from '#server/platform/audit.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Event } from '#server/platform/events.ts';
import { settle } from '../model.ts';
import { findLoanOfOrder } from '../store/loans.ts';
import { insertSettlement } from '../store/settlements.ts';

/** Goods were handed over: what the merchant gets, once per order, in the books and on its settlement page. */
export async function settleDelivered(platform: Platform, tx: Tx, event: Event<'order.delivered'>): Promise<void> {
  const { orderId } = event.payload;
  const order = await findOrder(tx, orderId);
  const loan = await findLoanOfOrder(tx, orderId);
  const names = order && (await merchantNames(tx, order));
  if (!order || !loan || !names) throw new Error('A delivered order has its loan and its store.');
  const deliveredAt = platform.now();
  const due = settle({ grossFen: loan.plan.principalFen, feeBps: names.feeBps, deliveredAt });
  const isNew = await insertSettlement(tx, {
    id: platform.newId(),
    merchantId: order.merchantId,
    storeId: order.storeId,
    orderId,
    loanId: loan.id,
    orderNumber: order.number,
    contractNumber: loan.contractNumber,
    summary: order.summary,
    store: order.store,
    deliveredAt,
    ...due,
  });
  if (!isNew) return;
  await post(
    platform,
    tx,
    goodsDelivered({
      orderId,
      lender: { id: loan.lenderId, name: loan.lender },
      merchant: { id: order.merchantId, name: order.merchant },
      grossFen: due.grossFen,
      feeFen: due.feeFen,
      deliveredOn: shanghaiDate(deliveredAt),
    }),
  );
  await recordSettlement(platform, tx, { orderId });
  await audit(platform, tx, {
    actor: 'system',
    action: 'settlement.due',
    subject: `order:${orderId}`,
    merchantId: order.merchantId,
    details: { grossFen: due.grossFen, feeFen: due.feeFen, netFen: due.netFen },
  });
}
