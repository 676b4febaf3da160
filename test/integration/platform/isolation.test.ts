import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { fen } from '#shared/money/fen.ts';
import { makeCode } from '#server/merchants/enrolment/make-code.ts';
import { createOrder } from '#server/orders/service/create.ts';
import { merchantScope, PLATFORM, type Scope } from '#server/platform/database.ts';
import { addShop, openHouse, valueOf, type House, type Shop } from './house.ts';

let house: House;
let mine: Shop;
let theirs: Shop;
const orderOf = new Map<Shop, string>();

beforeAll(async () => {
  house = await openHouse();
  mine = await addShop(house, '甲家电');
  theirs = await addShop(house, '乙家电');
  for (const shop of [mine, theirs]) {
    orderOf.set(shop, await makeOrder(shop));
    await makeEnrolmentCode(shop);
  }
  await bookSale(theirs);
});
afterAll(() => house.close());

function run(scope: Scope, text: string, values: readonly unknown[] = []) {
  return house.platform.db.transaction(scope, (tx) => tx.rows(text, values));
}

async function makeOrder(shop: Shop): Promise<string> {
  const scope = merchantScope(shop.merchantId);
  const [staff] = await run(scope, 'select id from merchants.staff');
  const clerk = { id: String(staff?.['id']), name: '店主甲', merchantId: shop.merchantId };
  const input = { commandId: v7(), storeId: shop.storeId, lines: [{ goodId: shop.goodId, quantity: 1 }] };
  return house.platform.db.transaction(scope, async (tx) =>
    valueOf(await createOrder(house.platform, tx, clerk, { ...input, downPaymentFen: fen(0) })),
  );
}

async function makeEnrolmentCode({ merchantId, storeId }: Shop): Promise<void> {
  const scope = merchantScope(merchantId);
  const [staff] = await run(scope, 'select id from merchants.staff');
  const keeper = { id: String(staff?.['id']), merchantId };
  await house.platform.db.transaction(scope, (tx) => makeCode(house.platform, tx, keeper, storeId)).then(valueOf);
}

/** A sale and its settlement line, as lending has them; how they come about is tested there. */
async function bookSale({ merchantId, storeId }: Shop): Promise<void> {
  const [lender] = await run(PLATFORM, 'select id from lending.lenders limit 1');
  const [loanId, orderId] = [v7(), v7()];
  await run(
    PLATFORM,
    `insert into lending.loans (id, application_id, order_id, merchant_id, lender_id, command_id, command_hash,
       contract_number, contract_hash, principal_fen, annual_rate_bps, irr_bps, terms, total_fen, plan, plan_hash,
       reference, lender, merchant, booked_at, store_id, store, order_number, summary, shopper_masked, contract_sha256)
     values ($1, $2, $3, $4, $5, $6, 'h', 'n', 'h', 100, 0, 0, 3, 100, '{}', 'h', 'r', 'l', 'm', 1, $7, 's', 'o', 's', 's',
       'h')`,
    [loanId, v7(), orderId, merchantId, lender?.['id'], v7(), storeId],
  );
  await run(
    PLATFORM,
    `insert into lending.settlement_lines (id, merchant_id, store_id, order_id, loan_id, order_number, contract_number,
       summary, store, delivered_at)
     values ($1, $2, $3, $4, $5, 'n', 'n', 's', 's', 1)`,
    [v7(), merchantId, storeId, orderId, loanId],
  );
  await run(
    PLATFORM,
    `insert into lending.sales (loan_id, merchant_id, store_id, order_id, sold_on, price_fen, principal_fen)
     values ($1, $2, $3, $4, '2026-11-22', 100, 100)`,
    [loanId, merchantId, storeId, orderId],
  );
}

const TENANT_TABLES = [
  'merchants.stores',
  'merchants.staff',
  'merchants.goods',
  'merchants.terminals',
  'merchants.enrolment_codes',
  'orders.orders',
  'orders.lines',
  'orders.timeline',
  'orders.commands',
  'orders.day_numbers',
  'orders.applications',
  'orders.contracts',
  'lending.settlement_lines',
  'lending.sales',
  'lending.loans',
  'lending.servicing',
  'lending.transactions',
  'lending.reversals',
  'platform.outbox',
];

describe('what a merchant sees', () => {
  test.each(TENANT_TABLES)('of %s only its own rows', async (table) => {
    const rows = await run(merchantScope(mine.merchantId), `select merchant_id from ${table}`);
    expect(rows.filter((row) => row['merchant_id'] !== mine.merchantId)).toEqual([]);
  });

  test.each([
    'merchants.goods',
    'merchants.enrolment_codes',
    'orders.orders',
    'orders.lines',
    'orders.timeline',
    'platform.outbox',
  ])('of %s its own rows are there', async (table) => {
    const rows = await run(merchantScope(mine.merchantId), `select 1 from ${table}`);
    expect(rows.length).toBeGreaterThan(0);
  });

  test('the settlement line of another is not there, and is for the other', async () => {
    const lines = (shop: Shop) => run(merchantScope(shop.merchantId), 'select id from lending.settlement_lines');
    expect(await lines(mine)).toEqual([]);
    expect(await lines(theirs)).toHaveLength(1);
  });

  test('another merchant itself is not there', async () => {
    const rows = await run(merchantScope(mine.merchantId), 'select id from merchants.merchants');
    expect(rows).toEqual([{ id: mine.merchantId }]);
  });

  test.each(TENANT_TABLES)('a transaction that names no merchant sees nothing of %s', async (table) => {
    const rows = await house.platform.db.transaction(merchantScope(mine.merchantId), async (tx) => {
      await tx.rows(`set local app.merchant_id = ''`);
      return tx.rows(`select 1 from ${table}`);
    });
    expect(rows).toEqual([]);
  });
});

describe('what a merchant may write', () => {
  test("another's order does not change", async () => {
    const changed = await run(
      merchantScope(mine.merchantId),
      `update orders.orders set status = 'cancelled' where id = $1 returning id`,
      [orderOf.get(theirs)],
    );
    expect(changed).toEqual([]);
  });

  test.each([
    ["another's terminal does not retire", 'update merchants.terminals set active = false where merchant_id = $1'],
    [
      "another's enrolment code does not end",
      'update merchants.enrolment_codes set ended_at = 1 where merchant_id = $1',
    ],
    ["another's enrolment code does not go", 'delete from merchants.enrolment_codes where merchant_id = $1'],
  ])('%s', async (_what, text) => {
    expect(await run(merchantScope(mine.merchantId), `${text} returning 1`, [theirs.merchantId])).toEqual([]);
  });

  test.each([
    [
      'an order in the name of another',
      `insert into orders.commands (merchant_id, id, kind, hash, order_id) values ($1, gen_random_uuid(), 'create', '', gen_random_uuid())`,
    ],
    [
      "a way into another's store",
      `insert into merchants.enrolment_codes (id, merchant_id, store_id, digest, made_by, made_at, expires_at)
       select gen_random_uuid(), $1, gen_random_uuid(), repeat('a', 64), id, 1, 2 from merchants.staff`,
    ],
    [
      "a line on another's time line",
      `insert into orders.timeline (id, order_id, merchant_id, at, kind, actor)
       select gen_random_uuid(), gen_random_uuid(), $1, 1, 'created', 'x'`,
    ],
    [
      'an event in the name of another',
      `insert into platform.outbox (id, topic, key, merchant_id, payload, created_at)
       values (gen_random_uuid(), 'order.changed', gen_random_uuid(), $1, '{}', 1)`,
    ],
    [
      'an audit entry in the name of another',
      `insert into platform.audit (id, at, actor, action, subject, merchant_id) values (gen_random_uuid(), 1, 'x', 'x', 'x', $1)`,
    ],
  ])('not %s', async (_what, text) => {
    await expect(run(merchantScope(mine.merchantId), text, [theirs.merchantId])).rejects.toThrow(/row-level security/);
  });

  test.each([
    ['its prices', 'update merchants.goods set price_fen = 1'],
    ["a terminal's key", `update merchants.terminals set public_key = repeat('A', 43)`],
    ['that a code was used', 'update merchants.enrolment_codes set used_at = 1'],
    ['its fee', 'update merchants.merchants set fee_bps = 0'],
    ["an order's amounts", 'update orders.orders set principal_fen = 1, price_fen = 1, down_payment_fen = 0'],
    ["an application's answer", `update orders.applications set status = 'approved'`],
    ['its settlement', `update lending.settlement_lines set summary = 'x'`],
    ['the time line', `update orders.timeline set kind = 'delivered'`],
    ['what was sent', `update platform.outbox set processed_at = 1`],
    ['an order away', 'delete from orders.orders'],
  ])('not %s', async (_what, text) => {
    await expect(run(merchantScope(mine.merchantId), text)).rejects.toThrow(/permission denied/);
  });
});

/** Rows of its own by row-level security, and what holds for everybody. */
const OWN_OR_EVERYBODYS =
  /lending\.(sales|settlement_lines|loans|servicing|transactions|reversals|products|business_days)|ledger\.merchant_entries/;

test('a merchant has no right at all on applications, decisions, books, commands and logins', async () => {
  const tables = await run(
    PLATFORM,
    `select table_schema || '.' || table_name as name from information_schema.tables
      where table_schema in ('applications', 'decision', 'ledger', 'lending', 'auth')`,
  );
  // The platform sees the names of what it has rights on; logins are not among them.
  const names = tables.map((row) => String(row['name'])).filter((name) => !OWN_OR_EVERYBODYS.test(name));
  expect(names.length).toBeGreaterThan(8);
  for (const name of [...names, 'auth."user"', 'auth.session', 'auth.account']) {
    await expect(run(merchantScope(mine.merchantId), `select 1 from ${name} limit 1`), name).rejects.toThrow(
      /permission denied/,
    );
  }
});

test('outside both roles the program may read nothing but logins', async () => {
  await expect(
    house.platform.db.transaction(PLATFORM, async (tx) => {
      await tx.rows('reset role');
      return tx.rows('select 1 from orders.orders');
    }),
  ).rejects.toThrow(/permission denied/);
});

test('the audit log grows and never changes', async () => {
  const entries = await run(PLATFORM, `select action from platform.audit where action = 'order.created'`);
  expect(entries).toHaveLength(2);
  for (const text of [
    'update platform.audit set actor = $$x$$',
    'delete from platform.audit',
    'truncate platform.audit',
  ])
    await expect(run(PLATFORM, text)).rejects.toThrow(/permission denied/);
  await expect(run(merchantScope(mine.merchantId), 'select 1 from platform.audit')).rejects.toThrow(
    /permission denied/,
  );
});

test.each([
  'ledger.entries',
  'ledger.transactions',
  'ledger.chain',
  'lending.commands',
  'lending.transactions',
  'lending.reversals',
  'lending.products',
  'orders.lines',
  'orders.timeline',
  'orders.contracts',
])('nothing in %s is ever removed', async (table) => {
  const [known] = await run(PLATFORM, 'select to_regclass($1) as name', [table]);
  expect(known?.['name'], `${table} exists`).not.toBeNull();
  await expect(run(PLATFORM, `delete from ${table}`)).rejects.toThrow(/permission denied/);
  await expect(run(PLATFORM, `truncate ${table}`)).rejects.toThrow(/permission denied/);
});
