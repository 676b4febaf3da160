import { afterAll, beforeAll, expect, test } from 'vitest';
import { v7 } from 'uuid';
import type { Platform } from '#server/platform/context.ts';
import { merchantScope, openDatabase, type Tx } from '#server/platform/database.ts';
import { appUrlOf } from '#server/platform/migrations.ts';
import { emit, FEED_START, feedHead, readFeed } from '#server/platform/outbox.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import { freshDatabase, testServerSecret, type FreshDatabase } from '../../support/database.ts';

let database: FreshDatabase;
let platform: Platform;
beforeAll(async () => {
  database = await freshDatabase();
  const db = openDatabase(appUrlOf(database.url, testServerSecret), { connectionsMax: 24 });
  platform = { db, secrets: deriveSecrets(testServerSecret), now: () => 1, newId: () => v7() };
});
afterAll(async () => {
  await platform.db.close();
  await database.drop();
});

function change(tx: Tx, merchantId: string): Promise<string> {
  const orderId = v7();
  const payload = { orderId, kind: 'created' as const };
  return emit(platform, tx, { topic: 'order.changed', key: orderId, merchantId, payload }).then(() => orderId);
}

const inScope = <T>(merchantId: string, work: (tx: Tx) => Promise<T>) =>
  platform.db.transaction(merchantScope(merchantId), work);

/** Reads on until everything expected has come; a test that loses an event runs into its time limit. */
async function follow(merchantId: string, count: () => number): Promise<string[]> {
  const seen: string[] = [];
  let after = FEED_START;
  while (seen.length < count()) {
    const items = await inScope(merchantId, (tx) => readFeed(tx, after, 7));
    for (const { event, position } of items) {
      seen.push(event.payload.orderId);
      after = position;
    }
  }
  return seen;
}

test('a reader that goes on from its position misses nothing and sees nothing twice, whoever commits when', async () => {
  const merchantId = v7();
  const total = 200;
  const written: string[] = [];
  const write = async (n: number): Promise<void> => {
    written.push(
      await inScope(merchantId, async (tx) => {
        const orderId = await change(tx, merchantId);
        // The number is taken; the commit comes later, and later for some than for others.
        await tx.rows('select pg_sleep($1)', [(n % 5) * 0.002]);
        return orderId;
      }),
    );
  };
  const writers = Array.from({ length: 10 }, async (_, worker) => {
    for (let n = 0; n < total / 10; n += 1) await write(worker + n);
  });
  const [seen] = await Promise.all([follow(merchantId, () => total), ...writers]);
  expect([...seen].sort()).toEqual([...written].sort());
});

test('an event that commits late is not passed by: those after it wait', async () => {
  const merchantId = v7();
  const gate = Promise.withResolvers<null>();
  const began = Promise.withResolvers<string>();
  const slow = inScope(merchantId, async (tx) => {
    began.resolve(await change(tx, merchantId));
    await gate.promise;
  });
  const first = await began.promise;
  const second = await inScope(merchantId, (tx) => change(tx, merchantId));
  expect(await inScope(merchantId, (tx) => readFeed(tx, FEED_START, 10))).toEqual([]);
  gate.resolve(null);
  await slow;
  expect(await follow(merchantId, () => 2)).toEqual([first, second]);
});

test('a page that begins at the head hears what comes after it and nothing before', async () => {
  const merchantId = v7();
  await inScope(merchantId, (tx) => change(tx, merchantId));
  await follow(merchantId, () => 1);
  const head = await inScope(merchantId, feedHead);
  expect(await inScope(merchantId, (tx) => readFeed(tx, head, 10))).toEqual([]);
  const next = await inScope(merchantId, (tx) => change(tx, merchantId));
  expect((await follow(merchantId, () => 2)).at(-1)).toBe(next);
});

test('a merchant hears of its own orders only', async () => {
  const [mine, theirs] = [v7(), v7()];
  await inScope(theirs, (tx) => change(tx, theirs));
  const own = await inScope(mine, (tx) => change(tx, mine));
  expect(await follow(mine, () => 1)).toEqual([own]);
});
