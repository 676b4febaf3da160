import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { v7 } from 'uuid';
import type { Platform } from '#server/platform/context.ts';
import { openDatabase, PLATFORM, type Tx } from '#server/platform/database.ts';
import { startDispatcher, type Dispatcher, type Handlers } from '#server/platform/dispatcher.ts';
import { appUrlOf } from '#server/platform/migrations.ts';
import { emit } from '#server/platform/outbox.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import { freshDatabase, testServerSecret, type FreshDatabase } from '../../support/database.ts';

let database: FreshDatabase;
let platform: Platform;
const clock = { now: 1_000_000 };

beforeAll(async () => {
  database = await freshDatabase();
  const db = openDatabase(appUrlOf(database.url, testServerSecret), { connectionsMax: 20 });
  platform = { db, secrets: deriveSecrets(testServerSecret), now: () => clock.now, newId: () => v7() };
});
afterAll(async () => {
  await platform.db.close();
  await database.drop();
});
const running: Dispatcher[] = [];
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  return async () => {
    // Also after a failure, so that no dispatcher takes the events of the next test.
    await Promise.all(running.splice(0).map((dispatcher) => dispatcher.stop()));
    vi.restoreAllMocks();
  };
});

function dispatch(handlers: Handlers, count = 4): Dispatcher {
  const dispatcher = startDispatcher(platform, handlers, { inside: count, outside: count });
  running.push(dispatcher);
  return dispatcher;
}

function tell(count: number): Promise<string[]> {
  return platform.db.transaction(PLATFORM, async (tx) => {
    const orders = Array.from({ length: count }, () => v7());
    for (const orderId of orders)
      await emit(platform, tx, { topic: 'order.delivered', key: orderId, merchantId: null, payload: { orderId } });
    return orders;
  });
}

/** An effect a handler has in its own transaction: an audit entry, of which there is one for each time it worked. */
async function effect(tx: Tx, orderId: string): Promise<void> {
  await tx.rows(`insert into platform.audit (id, at, actor, action, subject) values ($1, 1, 'test', 'test', $2)`, [
    v7(),
    orderId,
  ]);
}

function effects(): Promise<string[]> {
  return platform.db.transaction(PLATFORM, async (tx) => {
    const rows = await tx.rows<{ subject: string }>(`select subject from platform.audit where action = 'test'`);
    return rows.map(({ subject }) => subject);
  });
}

async function untilProcessed(orders: readonly string[]): Promise<void> {
  for (;;) {
    const [row] = await platform.db.transaction(PLATFORM, (tx) =>
      tx.rows<{ left: number }>(
        'select count(*) as left from platform.outbox where key = any($1) and processed_at is null',
        [orders],
      ),
    );
    if (row?.left === 0) return;
    await turn();
  }
}

test('an event is handled once, its effect and its mark in one transaction', async () => {
  const orders = await tell(3);
  const dispatcher = dispatch({
    'order.delivered': { kind: 'inside', handle: (tx, { payload }) => effect(tx, payload.orderId) },
  });
  await untilProcessed(orders);
  await dispatcher.stop();
  expect((await effects()).filter((subject) => orders.includes(subject)).sort()).toEqual([...orders].sort());
});

test('a handler that breaks after its effect leaves none, and is called again when the clock says so', async () => {
  const [orderId = ''] = await tell(1);
  let calls = 0;
  const broke = Promise.withResolvers<null>();
  const failing: Handlers = {
    'order.delivered': {
      kind: 'inside',
      handle: async (tx, { payload }) => {
        calls += 1;
        await effect(tx, payload.orderId);
        if (calls > 1) return;
        broke.resolve(null);
        throw new Error('The power went.');
      },
    },
  };
  // One worker alone: of several, a second may take the event before the first has noted the failure.
  const dispatcher = dispatch(failing, 1);
  await broke.promise;
  while ((await attemptsOf(orderId)) !== 1) await turn();
  expect((await effects()).filter((subject) => subject === orderId)).toEqual([]);
  expect(calls).toBe(1);
  clock.now += 500;
  await untilProcessed([orderId]);
  await dispatcher.stop();
  expect((await effects()).filter((subject) => subject === orderId)).toHaveLength(1);
  expect(calls).toBe(2);
});

async function attemptsOf(orderId: string): Promise<number | undefined> {
  const [row] = await platform.db.transaction(PLATFORM, (tx) =>
    tx.rows<{ attempts: number }>('select attempts from platform.outbox where key = $1', [orderId]),
  );
  return row?.attempts;
}

test('two dispatchers share the work and never take the same event', async () => {
  const handled: string[] = [];
  const handlers = {
    'order.delivered': {
      kind: 'inside' as const,
      handle: async (tx: Tx, { payload }: { payload: { orderId: string } }) => {
        handled.push(payload.orderId);
        await effect(tx, payload.orderId);
      },
    },
  };
  const dispatchers = [dispatch(handlers, 6), dispatch(handlers, 6)];
  const orders = await tell(120);
  await untilProcessed(orders);
  await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
  expect([...handled].sort()).toEqual([...orders].sort());
});

test('an event whose handler talks to the network is leased: one that died with it comes again after half a minute', async () => {
  const [orderId = ''] = await tell(1);
  const taken = Promise.withResolvers<null>();
  const never = Promise.withResolvers<null>();
  const deadly: Handlers = {
    'order.delivered': {
      kind: 'outside',
      handle: async () => {
        taken.resolve(null);
        await never.promise;
      },
    },
  };
  // One worker, so that it has no other to take the second event.
  const dead = dispatch(deadly, 1);
  await taken.promise;
  const handled: string[] = [];
  const living = dispatch({
    'order.delivered': { kind: 'outside', handle: async ({ payload }) => void handled.push(payload.orderId) },
  });
  const [marker = ''] = await tell(1);
  await untilProcessed([marker]);
  expect(handled).toEqual([marker]);
  clock.now += 30_000;
  await untilProcessed([orderId]);
  expect(handled).toEqual([marker, orderId]);
  never.resolve(null);
  await Promise.all([dead.stop(), living.stop()]);
});

test('a network that hangs holds up no event inside', async () => {
  const never = Promise.withResolvers<null>();
  const taken = Promise.withResolvers<null>();
  const applicationId = v7();
  const handlers: Handlers = {
    'order.delivered': { kind: 'inside', handle: (tx, { payload }) => effect(tx, payload.orderId) },
    'application.received': {
      kind: 'outside',
      handle: async () => {
        taken.resolve(null);
        await never.promise;
      },
    },
  };
  const dispatcher = dispatch(handlers, 1);
  await platform.db.transaction(PLATFORM, (tx) =>
    emit(platform, tx, {
      topic: 'application.received',
      key: applicationId,
      merchantId: null,
      payload: { applicationId },
    }),
  );
  await taken.promise;
  await untilProcessed(await tell(3));
  never.resolve(null);
  await dispatcher.stop();
});

test('what a transaction that fails has told is not told', async () => {
  const orderId = v7();
  const failing = platform.db.transaction(PLATFORM, async (tx) => {
    await emit(platform, tx, { topic: 'order.delivered', key: orderId, merchantId: null, payload: { orderId } });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await attemptsOf(orderId)).toBeUndefined();
});
