import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { orderSummary, todayView } from '#shared/wire/portal.ts';
import { addShop, signIn, valueOf } from '../platform/house.ts';
import { applicantFor, makeOrder, openCounter, type Counter } from './applicant.ts';

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.house.close());

describe('finding orders', () => {
  const page = z.object({ items: z.array(orderSummary), next: z.string().nullable() });
  const find = async (text: string, status: string | null = null) =>
    valueOf(await counter.desk.query('orders.list', { text, status }, page)).items.map(({ id }) => id);

  test('by number, by reference, by the end of the phone, by amount, by status', async () => {
    await makeOrder(counter);
    const order = await makeOrder(counter);
    const applicant = applicantFor(counter, order.id);
    valueOf(await applicant.attach());
    for (const text of [order.number.toLowerCase(), applicant.reference, '5678'])
      expect(await find(text), text).toEqual([order.id]);
    for (const amount of ['2598', '598', '¥2,000.00']) expect(await find(amount), amount).toContain(order.id);
    expect(await find('', 'applying')).toEqual([order.id]);
    expect(await find('', 'settled')).toEqual([]);
  });

  test.each(['%', '_', '9999', "' or 1=1 --", '\\'])('%j finds nothing', async (text) => {
    expect(await find(text)).toEqual([]);
  });
});

test("today counts the day's answers and what waits to be handed over", async () => {
  const { house } = counter;
  const shop = await addShop(house, '丙家电');
  const own = { house, shop, desk: await signIn(house, shop.username) };
  for (const outcome of ['approved', 'declined', 'referred'] as const) {
    const applicant = applicantFor(own, (await makeOrder(own)).id);
    valueOf(await applicant.attach());
    await applicant.decide(outcome);
    if (outcome === 'approved') valueOf(await applicant.contract());
  }
  await makeOrder(own);
  expect(valueOf(await own.desk.query('today', undefined, todayView))).toMatchObject({
    approved: 1,
    declined: 1,
    waiting: 1,
    toDeliver: 1,
    recent: [{ status: 'open' }, { status: 'applying' }, { status: 'open' }, { status: 'contracted' }],
    terminals: [{ label: shop.terminal.label, store: '总店', online: false, lastSeenAt: null }],
  });
});
