import { shanghaiDate } from '#shared/calendar/date.ts';
import { shareOf, subtractFen } from '#shared/money/fen.ts';
import { goodsDelivered, post } from '#server/ledger/index.ts';
import { merchantNames } from '#server/merchants/index.ts';
import { findOrder, recordSettlement } from '#server/orders/index.ts';
import { audit } from '#server/platform/audit.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Event } from '#server/platform/events.ts';
import { businessDay } from '../close/business-day.ts';
import { findLoanOfOrder } from '../store/loans.ts';
import { insertSold } from '../store/settlements.ts';

/** Goods were handed over: what the merchant gets, once per order, in the books and on its settlement page. */
export async function settleDelivered(platform: Platform, tx: Tx, event: Event<'order.delivered'>): Promise<void> {
  const { orderId } = event.payload;
  const order = await findOrder(tx, orderId);
  const loan = await findLoanOfOrder(tx, orderId);
  const names = order && (await merchantNames(tx, order));
  if (!order || !loan || !names) throw new Error('A delivered order has its loan and its store.');
  const { merchantId, storeId, store, number, summary } = order;
  const { id: loanId, contractNumber } = loan;
  const deliveredAt = platform.now();
  const sold = { id: platform.newId(), merchantId, storeId, store, orderId, loanId, contractNumber, summary };
  if (!(await insertSold(tx, { ...sold, orderNumber: number, deliveredAt }))) return;
  const grossFen = loan.plan.principalFen;
  const feeFen = shareOf(grossFen, names.feeBps);
  await post(
    platform,
    tx,
    goodsDelivered({
      orderId,
      loanId,
      lender: { id: loan.lenderId, name: loan.lender },
      store: { id: storeId, name: store, merchantId },
      grossFen,
      feeFen,
      deliveredOn: shanghaiDate(deliveredAt),
      bookedOn: await businessDay(platform, tx),
    }),
  );
  await recordSettlement(platform, tx, { orderId });
  await audit(platform, tx, {
    actor: 'system',
    action: 'settlement.due',
    subject: `order:${orderId}`,
    merchantId,
    details: { grossFen, feeFen, netFen: subtractFen(grossFen, feeFen) },
  });
}
