import type { CalendarDate } from '#shared/calendar/date.ts';
import { startOfDate } from '#shared/calendar/date.ts';
import type { OrderStatus } from '#shared/wire/portal.ts';
import type { Tx } from '#server/platform/database.ts';
import type { OrderSearch } from '../rules/search.ts';
import { SELECT_ORDER, type OrderRecord } from './order.ts';

export interface OrderQuery {
  search: OrderSearch | null;
  status: OrderStatus | null;
  /** Orders older than this one; ids are UUIDv7, so their order is that of time. */
  before: string | null;
  limit: number;
}

/** The merchant's orders, newest first. */
export function selectOrders(tx: Tx, { search, status, before, limit }: OrderQuery): Promise<OrderRecord[]> {
  return tx.rows<{ [K in keyof OrderRecord]: OrderRecord[K] }>(
    `${SELECT_ORDER}
      where ($1::text is null or o.status = $1) and ($2::uuid is null or o.id < $2)
        and ($3::text is null or o.number like $3
          or $5 in (o.price_fen, o.down_payment_fen, o.principal_fen)
          or exists (select from orders.applications x where x.order_id = o.id
                      and (x.reference like $3 or right(x.phone_masked, 4) = $4)))
      order by o.id desc limit $6`,
    [
      status,
      before,
      search ? containing(search.part) : null,
      search?.phoneEnd ?? null,
      search?.amountFen ?? null,
      limit,
    ],
    'orders-list',
  );
}

function containing(part: string): string {
  return `%${part.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

export interface DayCounts {
  approved: number;
  declined: number;
  waiting: number;
  toDeliver: number;
}

/** How the applications of a day went, and how many contracted orders wait for their goods. */
export async function selectDayCounts(tx: Tx, on: CalendarDate): Promise<DayCounts> {
  const [row] = await tx.rows<{ [K in keyof DayCounts]: DayCounts[K] }>(
    `select count(*) filter (where outcome = 'approved') as approved,
            count(*) filter (where outcome = 'declined') as declined,
            count(*) filter (where (outcome is null or outcome not in ('approved', 'declined'))
                               and status not in ('cancelled', 'expired')) as waiting,
            (select count(*) from orders.orders where status = 'contracted') as "toDeliver"
       from orders.applications where attached_at >= $1`,
    [startOfDate(on)],
    'orders-day',
  );
  if (!row) throw new Error('An aggregate has one row.');
  return row;
}

/** Orders of all merchants that wait for a scan, newest first; the sandbox tray offers them. */
export function selectScannable(
  tx: Tx,
  nowMs: number,
): Promise<{ id: string; number: string; summary: string; code: string }[]> {
  return tx.rows(
    `select id, number, summary, code from orders.orders where status = 'open' and code_expires_at > $1
      order by id desc limit 20`,
    [nowMs],
  );
}
