import type { Tx } from '#server/platform/database.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Role } from '#shared/wire/portal.ts';
import type { Fen } from '#shared/money/fen.ts';
import { audit } from '#server/platform/audit.ts';
import { selectLabels } from './store.ts';

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
}

export async function enrolTerminal(platform: Platform, tx: Tx, terminal: NewTerminal): Promise<void> {
  await tx.rows(
    `insert into merchants.terminals (id, label, merchant_id, store_id, public_key, enrolled_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [terminal.id, terminal.label, terminal.merchantId, terminal.storeId, terminal.publicKey, platform.now()],
  );
  await audit(platform, tx, {
    actor: 'system',
    action: 'terminal.enrolled',
    subject: `terminal:${terminal.id}`,
    merchantId: terminal.merchantId,
    details: { label: terminal.label },
  });
}

/** The terminals of a store are no longer known: whoever has their keys is out. */
export async function retireTerminals(platform: Platform, tx: Tx, storeId: string): Promise<void> {
  const retired = await tx.rows<{ id: string; merchant_id: string }>(
    'update merchants.terminals set active = false where store_id = $1 and active returning id, merchant_id',
    [storeId],
  );
  for (const terminal of retired) {
    await audit(platform, tx, {
      actor: 'system',
      action: 'terminal.retired',
      subject: `terminal:${terminal.id}`,
      merchantId: terminal.merchant_id,
    });
  }
}

/** The label after the last one given out: labels are in references and never used twice. */
export async function nextTerminalLabel(tx: Tx, first: string): Promise<string> {
  const numbers = (await selectLabels(tx)).map((label) => Number(label.slice(1)));
  return numbers.length === 0 ? first : `${first.slice(0, 1)}${Math.max(...numbers) + 1}`;
}
