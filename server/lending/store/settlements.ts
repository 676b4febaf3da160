import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { Tx } from '#server/platform/database.ts';

/** What was sold, as the merchant's settlement page says it; amounts are the ledger's. */
export interface SoldRow {
  id: string;
  merchantId: string;
  storeId: string;
  orderId: string;
  loanId: string;
  orderNumber: string;
  contractNumber: string;
  summary: string;
  store: string;
  deliveredAt: number;
}

/** False where the order has its line already. */
export async function insertSold(tx: Tx, row: SoldRow): Promise<boolean> {
  const inserted = await tx.rows(
    `insert into lending.settlement_lines
       (id, merchant_id, store_id, order_id, loan_id, order_number, contract_number, summary, store, delivered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (order_id) do nothing returning id`,
    [
      row.id,
      row.merchantId,
      row.storeId,
      row.orderId,
      row.loanId,
      row.orderNumber,
      row.contractNumber,
      row.summary,
      row.store,
      row.deliveredAt,
    ],
    'settlement-insert',
  );
  return inserted.length === 1;
}

const SOLD = `id, merchant_id as "merchantId", store_id as "storeId", order_id as "orderId", loan_id as "loanId",
  order_number as "orderNumber", contract_number as "contractNumber", summary, store, delivered_at as "deliveredAt"`;

/** Of an order, where the transaction's merchant may see it. */
export async function findSold(tx: Tx, orderId: string): Promise<SoldRow | null> {
  const [row] = await tx.rows<SoldRow>(
    `select ${SOLD} from lending.settlement_lines where order_id = $1`,
    [orderId],
    'settlement-of-order',
  );
  return row ?? null;
}

export async function soldOf(tx: Tx, loanIds: readonly string[]): Promise<SoldRow[]> {
  return tx.rows<SoldRow>(
    `select ${SOLD} from lending.settlement_lines where loan_id = any ($1::uuid[])`,
    [loanIds],
    'settlement-of-loans',
  );
}

/** Booked sales per day since a date, oldest first; a day without a sale has no row. */
export async function bookedSales(
  tx: Tx,
  { from }: { from: CalendarDate },
): Promise<{ on: CalendarDate; salesFen: Fen; count: number }[]> {
  return tx.rows<{ on: CalendarDate; salesFen: Fen; count: number }>(
    `select sold_on as on, sum(price_fen)::bigint as "salesFen", count(*)::bigint as count
       from lending.sales where sold_on >= $1 group by sold_on order by sold_on`,
    [from],
    'booked-sales',
  );
}
