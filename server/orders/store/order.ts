import type { Fen } from '#shared/money/fen.ts';
import type { Plan } from '#shared/lending/plan.ts';
import type { ApplicationStatus, Outcome, ReasonCode } from '#shared/wire/decision.ts';
import type { OrderStatus } from '#shared/wire/portal.ts';
import type { Tx } from '#server/platform/database.ts';
import type { OrderLine } from '../rules/model.ts';

/** An order with its latest application and its contract, as the database has them. */
export interface OrderRecord {
  id: string;
  merchantId: string;
  storeId: string;
  merchant: string;
  store: string;
  number: string;
  status: OrderStatus;
  summary: string;
  priceFen: Fen;
  downPaymentFen: Fen;
  principalFen: Fen;
  code: string;
  codeExpiresAt: number;
  createdAt: number;
  createdBy: string;
  hold: { sessionId: string; terminalId: string; at: number } | null;
  application: ApplicationRecord | null;
  contract: ContractRecord | null;
}

export interface ApplicationRecord {
  id: string;
  reference: string;
  status: ApplicationStatus;
  shopperMasked: string;
  phoneMasked: string;
  outcome: Outcome | null;
  reasons: ReasonCode[];
  offline: boolean;
}

export interface ContractRecord {
  contractNumber: string;
  contractSha256: string;
  lender: string;
  terms: number;
  totalFen: Fen;
  irrBps: number;
  instalments: Plan['instalments'];
}

/** Objects are built by the database, so that one row is one order; amounts in them are safe integers by CHECK. */
export const SELECT_ORDER = `
  select o.id, o.merchant_id as "merchantId", o.store_id as "storeId", o.merchant, o.store, o.number, o.status, o.summary,
         o.price_fen as "priceFen", o.down_payment_fen as "downPaymentFen", o.principal_fen as "principalFen",
         o.code, o.code_expires_at as "codeExpiresAt", o.created_at as "createdAt", o.created_by as "createdBy",
         case when o.held_session is not null then json_build_object(
           'sessionId', o.held_session, 'terminalId', o.held_terminal, 'at', o.held_at) end as hold,
         case when a.id is not null then json_build_object(
           'id', a.id, 'reference', a.reference, 'status', a.status, 'shopperMasked', a.shopper_masked,
           'phoneMasked', a.phone_masked, 'outcome', a.outcome, 'reasons', a.reasons, 'offline', a.offline) end as application,
         case when c.order_id is not null then json_build_object(
           'contractNumber', c.contract_number, 'contractSha256', c.contract_sha256, 'lender', c.lender, 'terms', c.terms,
           'totalFen', c.total_fen, 'irrBps', c.irr_bps, 'instalments', c.instalments) end as contract
    from orders.orders o
    left join orders.applications a on a.id = o.application_id
    left join orders.contracts c on c.order_id = o.id`;

export async function selectOrder(tx: Tx, id: string): Promise<OrderRecord | null> {
  const [row] = await tx.rows<OrderRecord>(`${SELECT_ORDER} where o.id = $1`, [id], 'order');
  return row ?? null;
}

/** Keeps others from changing the order until this transaction ends. */
export async function lockOrder(tx: Tx, id: string): Promise<OrderRecord | null> {
  const [row] = await tx.rows<OrderRecord>(`${SELECT_ORDER} where o.id = $1 for update of o`, [id], 'order-lock');
  return row ?? null;
}

export function selectLines(tx: Tx, orderId: string): Promise<OrderLine[]> {
  return tx.rows<{ [K in keyof OrderLine]: OrderLine[K] }>(
    `select good_id as "goodId", name, gtin, quantity, unit_fen as "unitFen", amount_fen as "amountFen"
       from orders.lines where order_id = $1 order by n`,
    [orderId],
    'order-lines',
  );
}

export interface NewOrderRow extends Omit<OrderRecord, 'status' | 'hold' | 'application' | 'contract'> {
  onDay: string;
  createdById: string;
}

export async function insertOrder(tx: Tx, order: NewOrderRow, lines: readonly OrderLine[]): Promise<void> {
  await tx.rows(
    `insert into orders.orders (id, merchant_id, store_id, merchant, store, number, on_day, status, summary, price_fen,
       down_payment_fen, principal_fen, code, code_expires_at, created_at, created_by, created_by_id)
     values ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      order.id,
      order.merchantId,
      order.storeId,
      order.merchant,
      order.store,
      order.number,
      order.onDay,
      order.summary,
      order.priceFen,
      order.downPaymentFen,
      order.principalFen,
      order.code,
      order.codeExpiresAt,
      order.createdAt,
      order.createdBy,
      order.createdById,
    ],
    'order-insert',
  );
  await tx.rows(
    `insert into orders.lines (order_id, n, merchant_id, good_id, name, gtin, quantity, unit_fen, amount_fen)
     select $1, n, $2, good_id, name, gtin, quantity, unit_fen, amount_fen
       from unnest($3::uuid[], $4::text[], $5::text[], $6::int[], $7::bigint[], $8::bigint[])
            with ordinality as l (good_id, name, gtin, quantity, unit_fen, amount_fen, n)`,
    [
      order.id,
      order.merchantId,
      lines.map((line) => line.goodId),
      lines.map((line) => line.name),
      lines.map((line) => line.gtin),
      lines.map((line) => line.quantity),
      lines.map((line) => line.unitFen),
      lines.map((line) => line.amountFen),
    ],
    'order-lines-insert',
  );
}

/** The next number of the merchant's day. Two orders at once wait for each other here and get two numbers. */
export async function countUp(tx: Tx, merchantId: string, onDay: string): Promise<number> {
  const [row] = await tx.rows<{ last: number }>(
    `insert into orders.day_numbers (merchant_id, on_day, last) values ($1, $2, 1)
     on conflict (merchant_id, on_day) do update set last = day_numbers.last + 1 returning last`,
    [merchantId, onDay],
    'order-count',
  );
  if (!row) throw new Error('The day has no number.');
  return row.last;
}

export async function updateStatus(tx: Tx, orderId: string, status: OrderStatus): Promise<void> {
  await tx.rows('update orders.orders set status = $2 where id = $1', [orderId, status], 'order-status');
}

export async function updateCode(tx: Tx, orderId: string, code: string, expiresAt: number): Promise<void> {
  await tx.rows('update orders.orders set code = $2, code_expires_at = $3 where id = $1', [orderId, code, expiresAt]);
}

/** Who has the order in hand at a kiosk, and the status that goes with it. */
export async function updateHold(
  tx: Tx,
  orderId: string,
  status: OrderStatus,
  hold: { sessionId: string; terminalId: string; at: number } | null,
): Promise<void> {
  await tx.rows(
    `update orders.orders set status = $2, held_session = $3, held_terminal = $4, held_at = $5 where id = $1`,
    [orderId, status, hold?.sessionId ?? null, hold?.terminalId ?? null, hold?.at ?? null],
    'order-hold',
  );
}

export async function selectStatus(tx: Tx, orderId: string): Promise<OrderStatus | null> {
  const [row] = await tx.rows<{ status: OrderStatus }>(
    'select status from orders.orders where id = $1',
    [orderId],
    'order-status-read',
  );
  return row?.status ?? null;
}
