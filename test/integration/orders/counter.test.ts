import { v7 } from 'uuid';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOrderCode } from '#shared/wire/order-code.ts';
import { goodView, meView, orderDetail, orderSummary, type OrderDetail } from '#shared/wire/portal.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { addShop, NOON, openHouse, signIn, valueOf, type Desk, type House } from '../platform/house.ts';

let house: House;
let clerk: Desk;
let owner: Desk;
let storeId: string;
let otherStoreId: string;
/** By price: of 1,699 yuan, and of 299. */
let fridge: string;
let cooker: string;

beforeAll(async () => {
  house = await openHouse();
  [clerk, owner] = [await signIn(house, 'clerk'), await signIn(house, 'owner')];
  const stores = valueOf(await owner.query('me', undefined, meView)).stores;
  [storeId, otherStoreId] = [stores[0]?.id ?? '', stores[1]?.id ?? ''];
  const goods = valueOf(await clerk.query('goods.search', { text: '', limit: 50 }, z.array(goodView)));
  const priced = (priceFen: number) => goods.find((good) => good.priceFen === priceFen)?.id ?? '';
  [fridge, cooker] = [priced(1_699_00), priced(299_00)];
});
afterAll(() => house.close());

const input = (over: object = {}) => ({
  commandId: v7(),
  storeId,
  lines: [{ goodId: fridge, quantity: 1 }],
  downPaymentFen: 0,
  ...over,
});
const create = (over: object = {}, desk = clerk) => desk.mutate('orders.create', input(over), orderDetail);
const made = async (over: object = {}): Promise<OrderDetail> => valueOf(await create(over));
const act = (path: 'cancel' | 'renewCode', orderId: string, desk = clerk) =>
  desk.mutate(`orders.${path}`, { orderId }, orderDetail);

function audited(orderId: string): Promise<string[]> {
  return house.platform.db.transaction(PLATFORM, async (tx) => {
    const rows = await tx.rows<{ action: string }>(
      'select action from platform.audit where subject = $1 order by seq',
      [`order:${orderId}`],
    );
    return rows.map(({ action }) => action);
  });
}

describe('creating an order', () => {
  test('takes the prices from the goods, and its code says what it is', async () => {
    const lines = [
      { goodId: fridge, quantity: 2 },
      { goodId: cooker, quantity: 1 },
    ];
    const order = await made({ lines, downPaymentFen: 697_00 });
    expect(order).toMatchObject({
      status: 'open',
      priceFen: 3_697_00,
      downPaymentFen: 697_00,
      principalFen: 3_000_00,
      summary: '雪岭 双门冰箱 218升 ×2 +1',
      store: '县城店',
      createdBy: '赵小满',
      codeExpiresAt: NOON + 2 * 3_600_000,
      timeline: [{ kind: 'created', actor: '赵小满' }],
    });
    const { payload } = readOrderCode(order.code ?? '') ?? {};
    expect(payload).toMatchObject({ orderId: order.id, merchant: '王家庄家电城', priceFen: 3_697_00 });
    expect(await audited(order.id)).toEqual(['order.created']);
  });

  test('numbers count up through the day', async () => {
    const [first, second] = [await made(), await made()];
    expect(first.number).toMatch(/^D-1122-\d{4}$/);
    expect(Number(second.number.slice(-4))).toBe(Number(first.number.slice(-4)) + 1);
  });

  test('the same command ten times at once makes one order', async () => {
    const commandId = v7();
    const answers = await Promise.all(Array.from({ length: 10 }, () => made({ commandId })));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await audited(answers[0]?.id ?? '')).toEqual(['order.created']);
  });

  test('ten commands at once make ten orders with ten numbers', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => made()));
    expect(new Set(answers.map(({ number }) => number)).size).toBe(10);
  });

  test('the same command with another content is refused, and one that was refused may be repeated rightly', async () => {
    const { commandId } = input();
    expect(await create({ commandId, downPaymentFen: 1_699_00 })).toMatchObject({
      refusal: { code: 'down-payment-too-high' },
    });
    valueOf(await create({ commandId }));
    expect(await create({ commandId, downPaymentFen: 1 })).toMatchObject({ refusal: { code: 'content-conflict' } });
  });

  test.each([
    ['too little to finance', () => ({ lines: [{ goodId: cooker, quantity: 1 }] }), 'amount-out-of-range'],
    ['too much to finance', () => ({ lines: [{ goodId: fridge, quantity: 99 }] }), 'amount-out-of-range'],
    ['nothing left to finance', () => ({ downPaymentFen: 1_699_00 }), 'down-payment-too-high'],
    ['goods nobody has', () => ({ lines: [{ goodId: v7(), quantity: 1 }] }), 'goods-not-found'],
    ['a store the clerk does not work in', () => ({ storeId: otherStoreId }), 'not-permitted'],
    ['a store nobody has', () => ({ storeId: v7() }), 'not-permitted'],
  ])('%s: refused', async (_case, over, code) => {
    expect(await create(over())).toMatchObject({ ok: false, refusal: { code } });
  });

  test("another merchant's goods and stores do not exist", async () => {
    const shop = await addShop(house, '丁家电');
    expect(await create({ lines: [{ goodId: shop.goodId, quantity: 1 }] })).toMatchObject({
      refusal: { code: 'goods-not-found' },
    });
    expect(await create({ storeId: shop.storeId })).toMatchObject({ refusal: { code: 'not-permitted' } });
  });

  test.each(['accountant', 'technician', 'auditor', 'administrator'])(
    'a person of the role %s may not',
    async (role) => {
      expect(await create({}, await signIn(house, role))).toMatchObject({ refusal: { code: 'not-permitted' } });
    },
  );
});

describe('an order that nobody has applied for', () => {
  test('gets a new code on demand, and the old one stays good until it expires', async () => {
    const order = await made();
    house.clock.now += 3_600_000;
    const renewed = valueOf(await act('renewCode', order.id));
    expect(renewed.code).not.toBe(order.code);
    expect(renewed.codeExpiresAt).toBe(house.clock.now + 2 * 3_600_000);
    expect(await audited(order.id)).toEqual(['order.created', 'order.code-renewed']);
  });

  test('is cancelled once and for all', async () => {
    const order = await made();
    expect(valueOf(await act('cancel', order.id))).toMatchObject({ status: 'cancelled', code: null });
    for (const again of ['cancel', 'renewCode'] as const)
      expect(await act(again, order.id)).toMatchObject({ refusal: { code: 'order-not-open' } });
    expect(valueOf(await clerk.query('orders.get', { orderId: order.id }, orderDetail)).timeline).toMatchObject([
      { kind: 'created' },
      { kind: 'cancelled' },
    ]);
  });

  test('cannot be delivered', async () => {
    const { id: orderId } = await made();
    expect(await clerk.mutate('orders.deliver', { commandId: v7(), orderId }, orderDetail)).toMatchObject({
      refusal: { code: 'order-not-open', details: { status: 'open' } },
    });
  });

  test("is not there for another merchant's people", async () => {
    const { id: orderId } = await made();
    const stranger = await signIn(house, (await addShop(house, '戊家电')).username);
    const missing = { refusal: { code: 'order-not-found' } };
    expect(await stranger.query('orders.get', { orderId }, orderDetail)).toMatchObject(missing);
    expect(await act('cancel', orderId, stranger)).toMatchObject(missing);
    expect(await stranger.mutate('orders.deliver', { commandId: v7(), orderId }, orderDetail)).toMatchObject(missing);
  });
});

test('a page holds fifty, newest first, and the next goes on where it ended', async () => {
  const shop = await addShop(house, '己家电');
  const desk = await signIn(house, shop.username);
  const ids: string[] = [];
  for (let n = 0; n < 53; n += 1) {
    const over = { storeId: shop.storeId, lines: [{ goodId: shop.goodId, quantity: 1 }] };
    ids.unshift(valueOf(await create(over, desk)).id);
  }
  const page = z.object({ items: z.array(orderSummary), next: z.string().nullable() });
  const first = valueOf(await desk.query('orders.list', {}, page));
  const second = valueOf(await desk.query('orders.list', { before: first.next }, page));
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  expect([first.items.length, second.next]).toEqual([50, null]);
});
