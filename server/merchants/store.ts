import type { Fen } from '#shared/money/fen.ts';
import type { Good, Role } from '#shared/wire/portal.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { containing, type GoodsQuery, type StaffMember, type Store } from './model.ts';

/** The SQL of merchants. Under a merchant's role row-level security picks the merchant; no statement has to. */
export async function selectStaffByUser(tx: Tx, userId: string): Promise<StaffMember | null> {
  const [row] = await tx.rows<{ id: string; name: string; username: string; role: Role; merchant_id: string | null }>(
    'select id, name, username, role, merchant_id from merchants.staff where user_id = $1 and active',
    [userId],
    'staff-by-user',
  );
  if (!row) return null;
  const { merchant_id: merchantId, ...rest } = row;
  return { ...rest, merchantId };
}

/** The stores a person works in: those named, or all of the merchant where none is. */
export function selectStoresOf(tx: Tx, staffId: string): Promise<Store[]> {
  return tx.rows<{ id: string; name: string }>(
    `select s.id, s.name from merchants.stores s join merchants.staff p on p.merchant_id = s.merchant_id
      where p.id = $1 and (p.store_ids = '{}' or s.id = any(p.store_ids)) order by s.created_at, s.id`,
    [staffId],
    'stores-of-staff',
  );
}

export async function selectMerchantName(tx: Tx, merchantId: string): Promise<string | null> {
  const [row] = await tx.rows<{ name: string }>('select name from merchants.merchants where id = $1', [merchantId]);
  return row?.name ?? null;
}

export async function selectNames(
  tx: Tx,
  of: { merchantId: string; storeId: string },
): Promise<{ merchant: string; store: string; feeBps: number } | null> {
  const [row] = await tx.rows<{ merchant: string; store: string; fee_bps: number }>(
    `select m.name as merchant, s.name as store, m.fee_bps from merchants.merchants m
       join merchants.stores s on s.merchant_id = m.id where m.id = $1 and s.id = $2`,
    [of.merchantId, of.storeId],
    'merchant-names',
  );
  return row ? { merchant: row.merchant, store: row.store, feeBps: row.fee_bps } : null;
}

interface GoodRow {
  id: string;
  name: string;
  brand: string;
  category: string;
  gtin: string;
  price_fen: Fen;
}
const GOOD = 'select id, name, brand, category, gtin, price_fen from merchants.goods where active';

export async function selectGoods(tx: Tx, query: GoodsQuery, limit: number): Promise<Good[]> {
  return (await goodRows(tx, query, limit)).map(goodOf);
}

function goodRows(tx: Tx, query: GoodsQuery, limit: number): Promise<GoodRow[]> {
  switch (query.by) {
    case 'all':
      return tx.rows(`${GOOD} order by category, name limit $1`, [limit], 'goods-all');
    case 'gtin':
      return tx.rows(`${GOOD} and gtin14 = $2 limit $1`, [limit, query.gtin14], 'goods-gtin');
    case 'gtin-prefix':
      // A colon comes right after the nine. Comparisons may use an index under row-level security, LIKE may not.
      return tx.rows(`${GOOD} and gtin collate "C" >= $2 and gtin collate "C" < $3 order by gtin limit $1`, [
        limit,
        query.digits,
        `${query.digits}:`,
      ]);
    case 'words':
      return tx.rows(
        `${GOOD} and search_text like all($2) order by word_similarity($3, name) desc, name limit $1`,
        [limit, query.words.map(containing), query.words.join(' ')],
        'goods-words',
      );
  }
}

export async function selectGoodsById(tx: Tx, ids: readonly string[]): Promise<Good[]> {
  const rows = await tx.rows<GoodRow>(`${GOOD} and id = any($1)`, [[...ids]], 'goods-by-id');
  return rows.map(goodOf);
}

function goodOf({ price_fen: priceFen, ...rest }: GoodRow): Good {
  return { ...rest, priceFen };
}

export async function selectTerminal(tx: Tx, id: string): Promise<(Terminal & { publicKey: string }) | null> {
  const [row] = await tx.rows<{ id: string; label: string; merchant_id: string; store_id: string; public_key: string }>(
    'select id, label, merchant_id, store_id, public_key from merchants.terminals where id = $1 and active',
    [id],
    'terminal',
  );
  if (!row) return null;
  const { id: terminalId, label, merchant_id: merchantId, store_id: storeId, public_key: publicKey } = row;
  return { id: terminalId, label, merchantId, storeId, publicKey };
}

/** Written at most once in ten seconds, so that a busy terminal doesn't make a row version at every request. */
export async function updateLastSeen(tx: Tx, id: string, nowMs: number): Promise<void> {
  await tx.rows(
    `update merchants.terminals set last_seen_at = $2::bigint
      where id = $1 and coalesce(last_seen_at, 0) < $2::bigint - 10000`,
    [id, nowMs],
    'terminal-seen',
  );
}

export function selectTerminals(tx: Tx): Promise<{ label: string; store: string; lastSeenAt: number | null }[]> {
  return tx.rows(
    `select t.label, s.name as store, t.last_seen_at as "lastSeenAt" from merchants.terminals t
       join merchants.stores s on s.id = t.store_id where t.active order by t.label`,
    [],
    'terminals',
  );
}

/** Those that were at work until now. */
export function updateRetired(
  tx: Tx,
  which: { storeId: string } | { terminalId: string },
): Promise<{ id: string; merchantId: string }[]> {
  const [column, id] = 'storeId' in which ? ['store_id', which.storeId] : ['id', which.terminalId];
  return tx.rows(
    `update merchants.terminals set active = false where ${column} = $1 and active
     returning id, merchant_id as "merchantId"`,
    [id],
  );
}

export async function existsMerchant(tx: Tx): Promise<boolean> {
  const rows = await tx.rows('select 1 from merchants.merchants limit 1');
  return rows.length > 0;
}

/** The store that was there first. */
export async function selectFirstStore(tx: Tx): Promise<{ merchantId: string; storeId: string } | null> {
  const [row] = await tx.rows<{ merchantId: string; storeId: string }>(
    'select merchant_id as "merchantId", id as "storeId" from merchants.stores order by created_at, id limit 1',
  );
  return row ?? null;
}

export async function selectLabels(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ label: string }>('select label from merchants.terminals');
  return rows.map(({ label }) => label);
}
