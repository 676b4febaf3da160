import type { Fen } from '#shared/money/fen.ts';
import type { OrderStatus } from '#shared/wire/portal.ts';
import type { Tx } from '#server/platform/database.ts';
import { selectLines, selectOrder } from './store/order.ts';

/** The door of orders, for the contexts that sell on credit. All of it runs in the platform's scope but the reads. */
export {
  attachApplication,
  recordContract,
  recordDecision,
  recordRefund,
  recordSettlement,
  recordWithdrawal,
} from './service/application.ts';
export { createOrder } from './service/create.ts';
export { recordProgress } from './service/kiosk.ts';
export { listOrders } from './service/views.ts';
export { selectStatus as orderStatus } from './store/order.ts';
export { openOrderCode, signOrderCode } from './rules/code.ts';
export { selectDayCounts as dayCounts, selectScannable as scannableOrders } from './store/list.ts';

export interface OrderFacts {
  id: string;
  number: string;
  merchantId: string;
  storeId: string;
  merchant: string;
  store: string;
  status: OrderStatus;
  summary: string;
  lines: { name: string; quantity: number; amountFen: Fen }[];
  priceFen: Fen;
  downPaymentFen: Fen;
  principalFen: Fen;
  /** When its present code expires. */
  expiresAt: number;
}

export async function findOrder(tx: Tx, orderId: string): Promise<OrderFacts | null> {
  const order = await selectOrder(tx, orderId);
  if (!order) return null;
  const { id, number, merchantId, storeId, merchant, store, status, summary } = order;
  const { priceFen, downPaymentFen, principalFen, codeExpiresAt: expiresAt } = order;
  const lines = (await selectLines(tx, orderId)).map(({ name, quantity, amountFen }) => ({
    name,
    quantity,
    amountFen,
  }));
  const amounts = { priceFen, downPaymentFen, principalFen };
  return { id, number, merchantId, storeId, merchant, store, status, summary, lines, ...amounts, expiresAt };
}
