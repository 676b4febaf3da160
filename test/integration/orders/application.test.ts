import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { orderDetail, type OrderDetail } from '#shared/wire/portal.ts';
import { findOrder, recordSettlement } from '#server/orders/index.ts';
import { terminalOrdersRouter } from '#server/orders/terminal-router.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { valueOf } from '../platform/house.ts';
import {
  applicantFor,
  detailOf,
  kindsOf,
  makeOrder,
  openCounter,
  plan,
  type Applicant,
  type Counter,
} from './applicant.ts';

let counter: Counter;
let order: OrderDetail;
let applicant: Applicant;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.house.close());
beforeEach(async () => {
  order = await makeOrder(counter);
  applicant = applicantFor(counter, order.id);
});

const detail = () => detailOf(counter, order.id);
const kinds = () => kindsOf(counter, order.id);
const next = () => applicantFor(counter, order.id);
const scan = () =>
  terminalOrdersRouter
    .createCaller({ platform: counter.house.platform, terminal: counter.shop.terminal, address: '127.0.0.1' })
    .byCode({ code: order.code ?? '' });
const notOpen = { refusal: { code: 'order-not-open' } };

describe('an application for the order', () => {
  test('goes its way to the contract, and the portal sees each step', async () => {
    valueOf(await applicant.attach());
    expect(await detail()).toMatchObject({
      status: 'applying',
      applicationStatus: 'received',
      code: null,
      application: { shopperMasked: '张*', phoneMasked: '138****5678', outcome: null },
    });
    await applicant.decide('approved');
    expect(await detail()).toMatchObject({ status: 'approved', applicationStatus: 'offered' });
    valueOf(await applicant.contract());
    expect(await detail()).toMatchObject({
      status: 'contracted',
      terms: 6,
      loan: { lender: '示例银行', totalFen: plan.totalFen, irrBps: plan.irrBps, instalments: plan.instalments },
    });
    const { platform } = counter.house;
    await platform.db.transaction(PLATFORM, (tx) => recordSettlement(platform, tx, { orderId: order.id }));
    const seen = ['application-received', 'application-approved', 'contracted', 'settlement-due'];
    expect(await kinds()).toEqual(['created', ...seen]);
  });

  test('sent twice is one', async () => {
    valueOf(await applicant.attach());
    valueOf(await applicant.attach());
    expect(await kinds()).toEqual(['created', 'application-received']);
  });

  test('keeps all others out while it lives', async () => {
    valueOf(await applicant.attach());
    for (const outcome of ['referred', 'more-needed', 'approved'] as const) {
      await applicant.decide(outcome);
      expect(await next().attach()).toMatchObject(notOpen);
      expect(await scan()).toMatchObject(notOpen);
    }
  });

  test.each([
    ['declined', () => applicant.decide('declined'), 'application-declined'],
    ['withdrawn', () => applicant.withdraw(), 'withdrawn'],
  ] as const)('%s: the order is open for the next', async (_how, end, kind) => {
    valueOf(await applicant.attach());
    await end();
    expect(await detail()).toMatchObject({ status: 'open', code: order.code });
    expect((await kinds()).at(-1)).toBe(kind);
    valueOf(await scan());
    valueOf(await next().attach());
  });

  test('of two at once one is taken', async () => {
    const answers = await Promise.all([applicant.attach(), next().attach()]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('ends with the order that the merchant cancels, and cannot be contracted', async () => {
    valueOf(await applicant.attach());
    valueOf(await counter.desk.mutate('orders.cancel', { orderId: order.id }, orderDetail));
    const told = await counter.house.platform.db.transaction(PLATFORM, (tx) =>
      tx.rows(`select merchant_id, payload from platform.outbox where topic = 'order.cancelled' and key = $1`, [
        order.id,
      ]),
    );
    expect(told).toEqual([{ merchant_id: counter.shop.merchantId, payload: { orderId: order.id } }]);
    await applicant.withdraw();
    expect(await detail()).toMatchObject({ status: 'cancelled', applicationStatus: 'cancelled' });
    expect(await applicant.contract()).toMatchObject(notOpen);
    expect(await next().attach()).toMatchObject(notOpen);
  });

  test('cannot be contracted before it is approved, nor in place of another', async () => {
    valueOf(await applicant.attach());
    expect(await applicant.contract()).toMatchObject(notOpen);
    await applicant.decide('approved');
    expect(await next().contract()).toMatchObject(notOpen);
  });

  test('for an order that does not exist is refused', async () => {
    expect(await applicantFor(counter, v7()).attach()).toMatchObject({ refusal: { code: 'order-not-found' } });
    expect(await counter.house.platform.db.transaction(PLATFORM, (tx) => findOrder(tx, v7()))).toBeNull();
  });
});

test('the goods are handed over once, and the news goes out once', async () => {
  valueOf(await applicant.attach());
  await applicant.decide('approved');
  valueOf(await applicant.contract());
  const { desk, shop, house } = counter;
  expect(await desk.mutate('orders.cancel', { orderId: order.id }, orderDetail)).toMatchObject({
    refusal: { code: 'order-not-open', details: { status: 'contracted' } },
  });
  const command = { commandId: v7(), orderId: order.id };
  const answers = await Promise.all([1, 2, 3].map(() => desk.mutate('orders.deliver', command, orderDetail)));
  expect(answers.map((answer) => valueOf(answer).status)).toEqual(['delivered', 'delivered', 'delivered']);
  expect(await desk.mutate('orders.deliver', { ...command, commandId: v7() }, orderDetail)).toMatchObject({
    refusal: { code: 'order-not-open', details: { status: 'delivered' } },
  });
  const told = await house.platform.db.transaction(PLATFORM, (tx) =>
    tx.rows(`select merchant_id from platform.outbox where topic = 'order.delivered' and key = $1`, [order.id]),
  );
  expect(told).toEqual([{ merchant_id: shop.merchantId }]);
  expect((await kinds()).filter((kind) => kind === 'delivered')).toHaveLength(1);
});
