import { v7 } from 'uuid';
import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fen } from '#shared/money/fen.ts';
import { makePlan } from '#shared/lending/plan.ts';
import { calendarDate } from '#shared/calendar/date.ts';
import type { Outcome } from '#shared/wire/decision.ts';
import { orderDetail, orderSummary, todayView, type OrderDetail } from '#shared/wire/portal.ts';
import type { ProgressStep } from '#shared/wire/terminal.ts';
import {
  attachApplication,
  findOrder,
  recordContract,
  recordDecision,
  recordProgress,
  recordSettlement,
  recordWithdrawal,
} from '#server/orders/index.ts';
import { terminalOrdersRouter } from '#server/orders/terminal-router.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { addShop, openHouse, signIn, valueOf, type Desk, type House, type Shop } from '../platform/house.ts';

let house: House;
let shop: Shop;
let desk: Desk;
let order: OrderDetail;

beforeAll(async () => {
  house = await openHouse();
  shop = await addShop(house, '甲家电');
  desk = await signIn(house, shop.username);
});
afterAll(() => house.close());
beforeEach(async () => {
  const lines = [{ goodId: shop.goodId, quantity: 2 }];
  const input = { commandId: v7(), storeId: shop.storeId, lines, downPaymentFen: 598_00 };
  order = valueOf(await desk.mutate('orders.create', input, orderDetail));
});

const kiosk = (terminal: Terminal | null = shop.terminal) =>
  terminalOrdersRouter.createCaller({ platform: house.platform, terminal });
const scan = (code = order.code ?? '', terminal?: Terminal) => kiosk(terminal).byCode({ code });
const step = (name: ProgressStep, sessionId: string, terminal?: Terminal) =>
  kiosk(terminal).progress({ orderId: order.id, sessionId, step: name });
const detail = async () => valueOf(await desk.query('orders.get', { orderId: order.id }, orderDetail));
const kinds = async () => (await detail()).timeline.map(({ kind }) => kind);
const platform = <T>(work: (tx: Tx) => Promise<T>) => house.platform.db.transaction(PLATFORM, work);
const another = (): Terminal => ({ ...shop.terminal, id: v7(), label: 'C9' });

const attach = (applicationId: string, orderId = order.id) =>
  platform((tx) =>
    attachApplication(house.platform, tx, {
      orderId,
      applicationId,
      reference: `A7-${applicationId.slice(-12).toUpperCase()}`,
      shopperMasked: '张*',
      phoneMasked: '138****5678',
      offline: false,
    }),
  );
const decide = (applicationId: string, outcome: Outcome) =>
  platform((tx) =>
    recordDecision(house.platform, tx, {
      orderId: order.id,
      applicationId,
      status: outcome === 'approved' ? 'offered' : outcome,
      outcome,
      reasons: ['income-stable'],
    }),
  );
const plan = makePlan({
  principalFen: fen(2_000_00),
  annualRateBps: 1_440,
  terms: 6,
  startOn: calendarDate('2026-11-22'),
});
const contract = (applicationId: string) =>
  platform((tx) =>
    recordContract(house.platform, tx, {
      orderId: order.id,
      applicationId,
      loanId: v7(),
      contractNumber: `ZG-${applicationId.slice(-12)}`,
      contractSha256: 'a'.repeat(64),
      lender: '示例银行',
      plan,
    }),
  );

describe('scanning a code', () => {
  test('shows the order with its lines', async () => {
    expect(valueOf(await scan())).toEqual({
      orderId: order.id,
      merchant: '甲家电',
      store: '总店',
      summary: '示例风扇 ×2',
      lines: [{ name: '示例风扇', quantity: 2, amountFen: 2_598_00 }],
      priceFen: 2_598_00,
      downPaymentFen: 598_00,
      principalFen: 2_000_00,
      expiresAt: order.codeExpiresAt,
    });
  });

  test('a terminal that did not prove itself sees nothing', async () => {
    expect(await kiosk(null).byCode({ code: order.code ?? '' })).toMatchObject({
      refusal: { code: 'terminal-unknown' },
    });
    expect(await kiosk(null).progress({ orderId: order.id, sessionId: v7(), step: 'order' })).toMatchObject({
      refusal: { code: 'terminal-unknown' },
    });
  });

  test('any other text is unreadable, an altered code forged, an old one expired', async () => {
    expect(await scan('6901234567892')).toMatchObject({ refusal: { code: 'order-code-unreadable' } });
    const code = order.code ?? '';
    const altered = code.slice(0, -10) + (code.at(-10) === 'A' ? 'B' : 'A') + code.slice(-9);
    expect(await scan(altered)).toMatchObject({ refusal: { code: 'order-code-forged' } });
    house.clock.now += 2 * 3_600_000;
    expect(await scan()).toMatchObject({ refusal: { code: 'order-code-expired' } });
  });

  test("another merchant's terminal is told so, and cannot write on the time line", async () => {
    const other = await addShop(house, '乙家电');
    expect(await scan(undefined, other.terminal)).toMatchObject({ refusal: { code: 'order-other-merchant' } });
    expect(await step('order', v7(), other.terminal)).toMatchObject({ refusal: { code: 'order-not-found' } });
  });

  test('a cancelled order is not open', async () => {
    valueOf(await desk.mutate('orders.cancel', { orderId: order.id }, orderDetail));
    expect(await scan()).toMatchObject({ refusal: { code: 'order-not-open', details: { status: 'cancelled' } } });
  });
});

describe("a shopper's steps", () => {
  test('stand on the time line, each once in a session', async () => {
    const session = v7();
    const walked = ['order', 'consent', 'identity', 'face', 'identity', 'face', 'contact', 'review', 'order'] as const;
    for (const name of walked) valueOf(await step(name, session));
    expect((await detail()).status).toBe('applying');
    const steps = ['taken-up', 'consented', 'identified', 'face-taken', 'contact-given', 'reviewing'];
    expect(await kinds()).toEqual(['created', ...steps]);
    expect((await detail()).timeline.at(-1)?.actor).toBe(shop.terminal.label);
  });

  test('one who leaves frees the order for the next', async () => {
    const first = v7();
    valueOf(await step('order', first));
    valueOf(await step('left', first));
    expect((await detail()).status).toBe('open');
    valueOf(await step('order', v7(), another()));
    expect(await kinds()).toEqual(['created', 'taken-up', 'left', 'taken-up']);
  });

  test('while one has it in hand another terminal has to wait, but not for a kiosk that went dark', async () => {
    valueOf(await step('order', v7()));
    expect(await scan(undefined, another())).toMatchObject({ refusal: { code: 'order-not-open' } });
    expect(await step('order', v7(), another())).toMatchObject({ refusal: { code: 'order-not-open' } });
    valueOf(await scan());
    house.clock.now += 10 * 60_000;
    valueOf(await scan(undefined, another()));
    valueOf(await step('order', v7(), another()));
  });

  test('a slow shopper keeps the order by going on', async () => {
    const session = v7();
    valueOf(await step('order', session));
    house.clock.now += 9 * 60_000;
    valueOf(await step('identity', session));
    house.clock.now += 9 * 60_000;
    expect(await scan(undefined, another())).toMatchObject({ refusal: { code: 'order-not-open' } });
  });

  test('a session that never had the order cannot give it away', async () => {
    valueOf(await step('order', v7()));
    valueOf(await step('left', v7()));
    expect((await detail()).status).toBe('applying');
    expect(await kinds()).not.toContain('left');
  });

  test('a step another context reports counts once in a visit', async () => {
    const report = () =>
      platform((tx) => recordProgress(house.platform, tx, { orderId: order.id, kind: 'contract-read', actor: 'A7' }));
    valueOf(await step('order', v7()));
    await report();
    await report();
    valueOf(await step('order', v7()));
    await report();
    expect(await kinds()).toEqual(['created', 'taken-up', 'contract-read', 'taken-up', 'contract-read']);
  });
});

describe('an application for the order', () => {
  test('goes its way to the contract, and the portal sees each step', async () => {
    const id = v7();
    valueOf(await attach(id));
    expect(await detail()).toMatchObject({
      status: 'applying',
      applicationStatus: 'received',
      code: null,
      application: { shopperMasked: '张*', phoneMasked: '138****5678', outcome: null },
    });
    await decide(id, 'approved');
    expect(await detail()).toMatchObject({ status: 'approved', applicationStatus: 'offered' });
    valueOf(await contract(id));
    expect(await detail()).toMatchObject({
      status: 'contracted',
      terms: 6,
      loan: { lender: '示例银行', totalFen: plan.totalFen, irrBps: plan.irrBps, instalments: plan.instalments },
    });
    await platform((tx) => recordSettlement(house.platform, tx, { orderId: order.id }));
    const seen = ['application-received', 'application-approved', 'contracted', 'settlement-due'];
    expect(await kinds()).toEqual(['created', ...seen]);
  });

  test('sent twice is one', async () => {
    const id = v7();
    valueOf(await attach(id));
    valueOf(await attach(id));
    expect(await kinds()).toEqual(['created', 'application-received']);
  });

  test('keeps all others out while it lives', async () => {
    const id = v7();
    valueOf(await attach(id));
    for (const outcome of ['referred', 'more-needed', 'approved'] as const) {
      await decide(id, outcome);
      expect(await attach(v7())).toMatchObject({ refusal: { code: 'order-not-open' } });
      expect(await scan()).toMatchObject({ refusal: { code: 'order-not-open' } });
    }
  });

  test.each([
    ['declined', (id: string) => decide(id, 'declined'), 'application-declined'],
    [
      'withdrawn',
      (id: string) => platform((tx) => recordWithdrawal(house.platform, tx, { orderId: order.id, applicationId: id })),
      'withdrawn',
    ],
  ] as const)('%s: the order is open for the next', async (_how, end, kind) => {
    const id = v7();
    valueOf(await attach(id));
    await end(id);
    expect(await detail()).toMatchObject({ status: 'open', code: order.code });
    expect((await kinds()).at(-1)).toBe(kind);
    valueOf(await scan());
    valueOf(await attach(v7()));
  });

  test('of two at once one is taken', async () => {
    const answers = await Promise.all([attach(v7()), attach(v7())]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('cannot be contracted once the merchant has cancelled, and a late answer changes nothing', async () => {
    const id = v7();
    valueOf(await attach(id));
    valueOf(await desk.mutate('orders.cancel', { orderId: order.id }, orderDetail));
    await decide(id, 'approved');
    expect(await detail()).toMatchObject({ status: 'cancelled', applicationStatus: 'offered' });
    expect(await contract(id)).toMatchObject({ refusal: { code: 'order-not-open' } });
    expect(await attach(v7())).toMatchObject({ refusal: { code: 'order-not-open' } });
  });

  test('cannot be contracted before it is approved, nor in place of another', async () => {
    const id = v7();
    valueOf(await attach(id));
    expect(await contract(id)).toMatchObject({ refusal: { code: 'order-not-open' } });
    await decide(id, 'approved');
    expect(await contract(v7())).toMatchObject({ refusal: { code: 'order-not-open' } });
  });

  test('for an order that does not exist is refused', async () => {
    expect(await attach(v7(), v7())).toMatchObject({ refusal: { code: 'order-not-found' } });
    expect(await platform((tx) => findOrder(tx, v7()))).toBeNull();
  });
});

test('the goods are handed over once, and the news goes out once', async () => {
  const id = v7();
  valueOf(await attach(id));
  await decide(id, 'approved');
  valueOf(await contract(id));
  expect(await desk.mutate('orders.cancel', { orderId: order.id }, orderDetail)).toMatchObject({
    refusal: { code: 'order-not-open', details: { status: 'contracted' } },
  });
  const command = { commandId: v7(), orderId: order.id };
  const answers = await Promise.all([1, 2, 3].map(() => desk.mutate('orders.deliver', command, orderDetail)));
  expect(answers.map((answer) => valueOf(answer).status)).toEqual(['delivered', 'delivered', 'delivered']);
  expect(await desk.mutate('orders.deliver', { ...command, commandId: v7() }, orderDetail)).toMatchObject({
    refusal: { code: 'order-not-open', details: { status: 'delivered' } },
  });
  const told = await platform((tx) =>
    tx.rows(`select merchant_id from platform.outbox where topic = 'order.delivered' and key = $1`, [order.id]),
  );
  expect(told).toEqual([{ merchant_id: shop.merchantId }]);
  expect((await kinds()).filter((kind) => kind === 'delivered')).toHaveLength(1);
});

describe('finding orders', () => {
  const page = z.object({ items: z.array(orderSummary), next: z.string().nullable() });
  const find = async (text: string, status: string | null = null) =>
    valueOf(await desk.query('orders.list', { text, status }, page)).items.map(({ id }) => id);

  test('by number, by reference, by the end of the phone, by amount, by status', async () => {
    const id = v7();
    valueOf(await attach(id));
    expect(await find(order.number.toLowerCase())).toEqual([order.id]);
    expect(await find(id.slice(-12))).toEqual([order.id]);
    expect(await find('5678')).toContain(order.id);
    for (const amount of ['2598', '598', '¥2,000.00']) expect(await find(amount)).toContain(order.id);
    expect(await find('', 'applying')).toContain(order.id);
    expect(await find('', 'settled')).toEqual([]);
  });

  test.each(['%', '_', '9999', "' or 1=1 --", '\\'])('%j finds nothing', async (text) => {
    expect(await find(text)).toEqual([]);
  });
});

test("today counts the day's answers and what waits to be handed over", async () => {
  const fresh = await addShop(house, '丙家电');
  const own = await signIn(house, fresh.username);
  const orders: string[] = [];
  for (let n = 0; n < 4; n += 1) {
    const lines = [{ goodId: fresh.goodId, quantity: 2 }];
    const input = { commandId: v7(), storeId: fresh.storeId, lines, downPaymentFen: 598_00 };
    orders.push(valueOf(await own.mutate('orders.create', input, orderDetail)).id);
  }
  for (const [n, outcome] of (['approved', 'declined', 'referred'] as const).entries()) {
    const [applicationId, orderId] = [v7(), orders[n] ?? ''];
    order = { ...order, id: orderId };
    valueOf(await attach(applicationId, orderId));
    await decide(applicationId, outcome);
    if (outcome === 'approved') valueOf(await contract(applicationId));
  }
  expect(valueOf(await own.query('today', undefined, todayView))).toMatchObject({
    approved: 1,
    declined: 1,
    waiting: 1,
    toDeliver: 1,
    recent: [{ status: 'open' }, { status: 'applying' }, { status: 'open' }, { status: 'contracted' }],
    terminals: [{ label: fresh.terminal.label, store: '总店', online: false, lastSeenAt: null }],
  });
});
