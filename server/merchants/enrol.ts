import type { Tx } from '#server/platform/database.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Role } from '#shared/wire/portal.ts';
import type { Fen } from '#shared/money/fen.ts';
import { audit } from '#server/platform/audit.ts';
import { labelAfter } from './model.ts';
import { selectLabels, updateRetired } from './store.ts';

/** How merchants and what is theirs come in; today the sandbox's seed is the only caller. */
export async function addMerchant(
  platform: Platform,
  tx: Tx,
  merchant: { id: string; name: string; feeBps: number; stores: readonly { id: string; name: string }[] },
): Promise<void> {
  await tx.rows('insert into merchants.merchants (id, name, fee_bps, created_at) values ($1, $2, $3, $4)', [
    merchant.id,
    merchant.name,
    merchant.feeBps,
    platform.now(),
  ]);
  for (const store of merchant.stores) {
    await tx.rows('insert into merchants.stores (id, merchant_id, name, created_at) values ($1, $2, $3, $4)', [
      store.id,
      merchant.id,
      store.name,
      platform.now(),
    ]);
  }
  await audit(platform, tx, {
    actor: 'system',
    action: 'merchant.added',
    subject: `merchant:${merchant.id}`,
    merchantId: merchant.id,
  });
}

interface NewStaff {
  id: string;
  userId: string;
  merchantId: string | null;
  name: string;
  username: string;
  role: Role;
  storeIds: readonly string[];
}

export async function addStaff(platform: Platform, tx: Tx, staff: NewStaff): Promise<void> {
  await tx.rows(
    `insert into merchants.staff (id, user_id, merchant_id, name, username, role, store_ids)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [staff.id, staff.userId, staff.merchantId, staff.name, staff.username, staff.role, [...staff.storeIds]],
  );
  await audit(platform, tx, {
    actor: 'system',
    action: 'staff.added',
    subject: `staff:${staff.id}`,
    merchantId: staff.merchantId,
    details: { role: staff.role },
  });
}

interface NewGood {
  id: string;
  name: string;
  brand: string;
  category: string;
  gtin: string;
  priceFen: Fen;
}

export async function addGoods(tx: Tx, merchantId: string, goods: readonly NewGood[]): Promise<void> {
  for (const good of goods) {
    await tx.rows(
      `insert into merchants.goods (id, merchant_id, name, brand, category, gtin, price_fen)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [good.id, merchantId, good.name, good.brand, good.category, good.gtin, good.priceFen],
      'goods-add',
    );
  }
}

interface NewTerminal {
  id: string;
  label: string;
  merchantId: string;
  storeId: string;
  publicKey: string;
  /** Whose code let it in; the sandbox's own came in without. */
  codeMadeBy?: string;
}

export async function enrolTerminal(platform: Platform, tx: Tx, terminal: NewTerminal): Promise<void> {
  const { id, label, merchantId, storeId, publicKey, codeMadeBy } = terminal;
  await tx.rows(
    `insert into merchants.terminals (id, label, merchant_id, store_id, public_key, enrolled_at, enrolled_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, label, merchantId, storeId, publicKey, platform.now(), codeMadeBy ?? null],
  );
  await audit(platform, tx, {
    actor: codeMadeBy === undefined ? 'system' : `terminal:${id}`,
    action: 'terminal.enrolled',
    subject: `terminal:${id}`,
    merchantId,
    details: codeMadeBy === undefined ? { label } : { label, codeMadeBy: `staff:${codeMadeBy}` },
  });
}

/** The terminals of a store are no longer known: whoever has their keys is out. */
export async function retireTerminals(platform: Platform, tx: Tx, storeId: string): Promise<void> {
  for (const terminal of await updateRetired(tx, { storeId })) await auditRetired(platform, tx, 'system', terminal);
}

/** The same for one of them; one that is retired stays so. */
export async function retireTerminal(
  platform: Platform,
  tx: Tx,
  { terminalId, actor }: { terminalId: string; actor: string },
): Promise<void> {
  for (const terminal of await updateRetired(tx, { terminalId })) await auditRetired(platform, tx, actor, terminal);
}

function auditRetired(
  platform: Platform,
  tx: Tx,
  actor: string,
  { id, merchantId }: { id: string; merchantId: string },
): Promise<void> {
  return audit(platform, tx, { actor, action: 'terminal.retired', subject: `terminal:${id}`, merchantId });
}

/** Any number, the same for all who give out labels. */
const LABEL_LOCK = 7_202_611_23;

/** The label for the next terminal; until the transaction ends nobody else is given one. */
export async function nextTerminalLabel(tx: Tx, first: string): Promise<string> {
  await tx.rows('select pg_advisory_xact_lock($1)', [LABEL_LOCK]);
  return labelAfter(await selectLabels(tx)) ?? first;
}
