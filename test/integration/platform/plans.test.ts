import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { readGoodsQuery } from '#server/merchants/model.ts';
import { selectGoods } from '#server/merchants/store.ts';
import { readOrderSearch } from '#server/orders/rules/search.ts';
import { selectDayCounts, selectOrders } from '#server/orders/store/list.ts';
import { merchantScope, type Tx } from '#server/platform/database.ts';
import { addShop, openHouse, type House, type Shop } from './house.ts';

let house: House;
let few: Shop;

beforeAll(async () => {
  house = await openHouse();
  const crowd = await addShop(house, '甲家电');
  few = await addShop(house, '乙家电');
  const owner = new Client({ connectionString: house.databaseUrl });
  await owner.connect();
  await owner.query(
    `insert into merchants.goods (id, merchant_id, name, brand, category, gtin, price_fen)
     select gen_random_uuid(), $1, 'x' || n, 'x', 'x', lpad(n::text, 13, '0'), 1 from generate_series(1, 20000) n`,
    [crowd.merchantId],
  );
  await owner.query(
    `insert into orders.orders (id, merchant_id, store_id, merchant, store, number, on_day, status, summary, price_fen,
       down_payment_fen, principal_fen, code, code_expires_at, created_at, created_by, created_by_id)
     select gen_random_uuid(), $1, $2, 'x', 'x', 'D-1122-' || n, '2026-11-22', 'open', 'x', 100000, 0, 100000, 'x', 1, 1,
       'x', gen_random_uuid() from generate_series(1, 20000) n`,
    [crowd.merchantId, crowd.storeId],
  );
  await owner.query(
    `insert into orders.applications (id, order_id, merchant_id, reference, status, shopper_masked, phone_masked,
       offline, attached_at)
     select gen_random_uuid(), id, merchant_id, 'A7-' || number, 'received', 'x', '138****5678', false, 1
       from orders.orders where merchant_id = $1`,
    [crowd.merchantId],
  );
  await owner.query('analyze');
  await owner.end();
});
afterAll(() => house.close());

/** The plans of the statements that the work runs as the merchant with few rows. */
function plansOf(work: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  return house.platform.db.transaction(merchantScope(few.merchantId), async (tx) => {
    const plans: string[] = [];
    const rows: Tx['rows'] = async (text, values, name) => {
      const plan = await tx.rows<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
      plans.push(plan.map((line) => line['QUERY PLAN']).join('\n'));
      return tx.rows(text, values, name);
    };
    await work({ rows, afterCommit: (action) => tx.afterCommit(action) });
    return plans;
  });
}

test.each(['', '风扇', '6901', '6901234567892'])(
  "searching goods for %j reads none of another merchant's twenty thousand",
  async (text) => {
    const [plan] = await plansOf((tx) => selectGoods(tx, readGoodsQuery(text), 20));
    expect(plan).toMatch(/Scan/);
    expect(plan).not.toContain('Seq Scan');
  },
);

test.each(['', 'D-1122', '5678', '1000'])(
  "listing orders for %j reads none of another merchant's twenty thousand",
  async (text) => {
    const query = { search: readOrderSearch(text), status: null, before: null, limit: 50 };
    const [plan] = await plansOf((tx) => selectOrders(tx, query));
    expect(plan).toMatch(/Scan/);
    expect(plan).not.toMatch(/Seq Scan on (orders|applications)/);
  },
);

test("the day's counts read none of another merchant's twenty thousand", async () => {
  const [plan] = await plansOf((tx) => selectDayCounts(tx, calendarDate('2026-11-22')));
  expect(plan).not.toContain('Seq Scan');
});
