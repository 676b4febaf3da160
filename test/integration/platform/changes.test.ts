import assert from 'node:assert/strict';
import { createTRPCClient, httpSubscriptionLink } from '@trpc/client';
import { EventSource } from 'eventsource';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goodView, meView, orderDetail, type ChangeEvent } from '#shared/wire/portal.ts';
import { z } from 'zod';
import type { PortalRouter } from '#server/portal-router.ts';
import { addShop, openHouse, signIn, valueOf, type Desk, type House } from './house.ts';

let house: House;
let clerk: Desk;
let url: string;
beforeAll(async () => {
  house = await openHouse();
  clerk = await signIn(house, 'clerk');
  await house.app.listen({ port: 0, host: '127.0.0.1' });
  const address = house.app.server.address();
  assert(address !== null && typeof address === 'object', 'the server listens on a port');
  url = `http://127.0.0.1:${address.port}/trpc`;
});
afterAll(() => house.close());

interface Heard {
  id: string;
  data: ChangeEvent;
}

/** Listens as the portal's page does. */
async function listen(desk: Desk, lastEventId?: string) {
  const WithCookie = class extends EventSource {
    constructor(at: string | URL) {
      super(at, {
        fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, cookie: desk.cookie } }),
      });
    }
  };
  const client = createTRPCClient<PortalRouter>({ links: [httpSubscriptionLink({ url, EventSource: WithCookie })] });
  const started = Promise.withResolvers<null>();
  const ended = Promise.withResolvers<null>();
  const heard: Heard[] = [];
  let wake: () => void = () => undefined;
  const subscription = client.changes.subscribe(lastEventId === undefined ? undefined : { lastEventId }, {
    onStarted: () => started.resolve(null),
    onData: (event) => {
      heard.push(event);
      wake();
    },
    onComplete: () => ended.resolve(null),
  });
  await started.promise;
  return {
    ended: ended.promise,
    stop: () => subscription.unsubscribe(),
    /** The first event that fits; waits for it. */
    next: async (fits: (event: Heard) => boolean): Promise<Heard> => {
      for (;;) {
        const found = heard.find(fits);
        if (found) return found;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    heard,
  };
}

async function makeOrder(desk: Desk): Promise<string> {
  const { stores } = valueOf(await desk.query('me', undefined, meView));
  const goods = valueOf(await desk.query('goods.search', { text: '', limit: 1 }, z.array(goodView)));
  const lines = [{ goodId: goods[0]?.id, quantity: 2 }];
  const input = { commandId: v7(), storeId: stores[0]?.id, lines, downPaymentFen: 0 };
  return valueOf(await desk.mutate('orders.create', input, orderDetail)).id;
}

test('the page hears of an order as it is made and cancelled, without asking', async () => {
  const page = await listen(clerk);
  const orderId = await makeOrder(clerk);
  expect((await page.next(({ data }) => data.orderId === orderId)).data.kind).toBe('created');
  valueOf(await clerk.mutate('orders.cancel', { orderId }, orderDetail));
  await page.next(({ data }) => data.orderId === orderId && data.kind === 'cancelled');
  page.stop();
});

test('a page that lost its line goes on where it stopped', async () => {
  const page = await listen(clerk);
  const first = await makeOrder(clerk);
  const last = await page.next(({ data }) => data.orderId === first);
  page.stop();
  const missed = await makeOrder(clerk);
  const again = await listen(clerk, last.id);
  await again.next(({ data }) => data.orderId === missed);
  expect(again.heard.map(({ data }) => data.orderId)).toEqual([missed]);
  again.stop();
});

test('one merchant hears nothing of another', async () => {
  const shop = await addShop(house, '丙家电');
  const other = await signIn(house, shop.username);
  const page = await listen(other);
  await makeOrder(clerk);
  const own = await makeOrder(other);
  await page.next(({ data }) => data.orderId === own);
  expect(page.heard.map(({ data }) => data.orderId)).toEqual([own]);
  page.stop();
});

test('for an operator, who has no orders, the feed ends at once', async () => {
  const page = await listen(await signIn(house, 'auditor'));
  await page.ended;
});

test('a position that is none is not believed: the feed begins at its head', async () => {
  const page = await listen(clerk, "1-1'; select 1");
  const orderId = await makeOrder(clerk);
  expect((await page.next(() => true)).data.orderId).toBe(orderId);
  page.stop();
});
