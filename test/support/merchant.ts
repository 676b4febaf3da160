// A clerk without a browser: signs in and creates orders through the portal's own router.
import assert from 'node:assert/strict';
import { createTRPCClient, httpLink } from '@trpc/client';
import { v7 } from 'uuid';
import { fen } from '#shared/money/fen.ts';
import type { Result } from '#shared/refusals/refusal.ts';
import type { PortalRouter } from '#server/portal-router.ts';
import { orderCode } from './sandbox.ts';
import type { Stack } from './stack.ts';

export interface TestOrder {
  readonly id: string;
  readonly number: string;
  readonly code: string;
}

/** One refrigerator, nothing down. */
export async function createOrder(stack: Stack): Promise<TestOrder> {
  const portal = await signedIn(stack, 'clerk');
  const me = value(await portal.me.query());
  const [store] = me.stores;
  const [good] = value(await portal.goods.search.query({ text: '冰箱', limit: 1 }));
  assert(store && good, 'the sandbox has a store and a refrigerator');
  const order = value(
    await portal.orders.create.mutate({
      commandId: v7(),
      storeId: store.id,
      lines: [{ goodId: good.id, quantity: 1 }],
      downPaymentFen: fen(0),
    }),
  );
  return { id: order.id, number: order.number, code: await orderCode(stack.serverUrl, order.id) };
}

/** The owner's code for a new terminal in the first store, as the portal shows it. */
export async function enrolmentCode(stack: Stack): Promise<{ code: string; store: string }> {
  const portal = await signedIn(stack, 'owner');
  const [store] = value(await portal.me.query()).stores;
  assert(store, 'the sandbox has a store');
  const { code } = value(await portal.terminals.createCode.mutate({ storeId: store.id }));
  return { code, store: store.name };
}

export async function orderAsSeenByMerchant(stack: Stack, orderId: string) {
  const portal = await signedIn(stack, 'clerk');
  return value(await portal.orders.get.query({ orderId }));
}

async function signedIn(stack: Stack, username: string) {
  const login = stack.logins.find((each) => each.username === username);
  assert(login, `the sandbox has the login ${username}`);
  const response = await fetch(`${stack.serverUrl}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stack.serverUrl },
    body: JSON.stringify({ username, password: login.password }),
  });
  assert(response.ok, `signing in answered ${response.status}`);
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  return createTRPCClient<PortalRouter>({
    links: [httpLink({ url: `${stack.serverUrl}/trpc`, headers: { cookie, origin: stack.serverUrl } })],
  });
}

function value<T>(result: Result<T>): T {
  assert(result.ok, `refused: ${result.ok ? '' : result.refusal.code}`);
  return result.value;
}
