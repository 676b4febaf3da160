import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { SettlementLine } from '#shared/wire/portal.ts';
import type { Tx } from '#server/platform/database.ts';

const LINE = `id, order_id as "orderId", order_number as "orderNumber", contract_number as "contractNumber", summary,
  store, delivered_at as "deliveredAt", gross_fen as "grossFen", fee_fen as "feeFen", net_fen as "netFen",
  payable_on as "payableOn"`;

/** False where the order has its line already. */
export async function insertSettlement(
  tx: Tx,
  line: SettlementLine & { merchantId: string; storeId: string; loanId: string },
): Promise<boolean> {
  const inserted = await tx.rows(
    `insert into lending.settlement_lines
       (id, merchant_id, store_id, order_id, loan_id, order_number, contract_number, summary, store, delivered_at,
        gross_fen, fee_fen, net_fen, payable_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (order_id) do nothing returning id`,
    [
      line.id,
      line.merchantId,
      line.storeId,
      line.orderId,
      line.loanId,
      line.orderNumber,
      line.contractNumber,
      line.summary,
      line.store,
      line.deliveredAt,
      line.grossFen,
      line.feeFen,
      line.netFen,
      line.payableOn,
    ],
    'settlement-insert',
  );
  return inserted.length === 1;
}

/** The settlement line of an order, where the transaction's merchant may see it. */
export async function settlementOf(tx: Tx, orderId: string): Promise<SettlementLine | null> {
  const [row] = await tx.rows<SettlementLine>(
    `select ${LINE} from lending.settlement_lines where order_id = $1`,
    [orderId],
    'settlement-of-order',
  );
  return row ?? null;
}

export interface SettlementTotals {
  count: number;
  grossFen: Fen;
  feeFen: Fen;
  netFen: Fen;
}

export interface SettlementPage {
  items: SettlementLine[];
  /** The `before` of the next page; null on the last one. */
  next: string | null;
  /** Of all the merchant's lines, not of this page alone. */
  totals: SettlementTotals;
}

/** The merchant's lines, newest first; `before` is the id of the last line of the page before. */
export async function listSettlements(
  tx: Tx,
  { before, limit }: { before: string | null; limit: number },
): Promise<SettlementPage> {
  const rows = await tx.rows<SettlementLine>(
    `select ${LINE} from lending.settlement_lines where $1::uuid is null or id < $1::uuid order by id desc limit $2`,
    [before, limit + 1],
    'settlement-list',
  );
  const items = rows.slice(0, limit);
  return {
    items,
    next: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
    totals: await totalsOf(tx, null),
  };
}

async function totalsOf(tx: Tx, from: CalendarDate | null): Promise<SettlementTotals> {
  const [row] = await tx.rows<SettlementTotals>(
    `select count(*)::bigint as count, coalesce(sum(gross_fen), 0)::bigint as "grossFen",
            coalesce(sum(fee_fen), 0)::bigint as "feeFen", coalesce(sum(net_fen), 0)::bigint as "netFen"
       from lending.settlement_lines where $1::date is null or payable_on >= $1::date`,
    [from],
    'settlement-totals',
  );
  if (!row) throw new Error('Sums always give a row.');
  return row;
}

/** What is still to be paid from a day on, and on which day the first of it. */
export async function payableFrom(
  tx: Tx,
  from: CalendarDate,
): Promise<SettlementTotals & { payableOn: CalendarDate | null }> {
  const [row] = await tx.rows<{ on: CalendarDate | null }>(
    'select min(payable_on) as on from lending.settlement_lines where payable_on >= $1',
    [from],
  );
  return { ...(await totalsOf(tx, from)), payableOn: row?.on ?? null };
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
