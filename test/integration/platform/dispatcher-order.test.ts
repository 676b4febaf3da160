import { setImmediate as turn } from 'node:timers/promises';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import type { Platform } from '#server/platform/context.ts';
import { openDatabase, PLATFORM } from '#server/platform/database.ts';
import { startDispatcher, type Dispatcher, type Handlers } from '#server/platform/dispatcher.ts';
import { appUrlOf } from '#server/platform/migrations.ts';
import { emit } from '#server/platform/outbox.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import { freshDatabase, testServerSecret, type FreshDatabase } from '../../support/database.ts';

let database: FreshDatabase;
let platform: Platform;
const clock = { now: 1_000_000 };
const running: Dispatcher[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  const db = openDatabase(appUrlOf(database.url, testServerSecret), { connectionsMax: 20 });
  platform = { db, secrets: deriveSecrets(testServerSecret), now: () => clock.now, newId: () => v7() };
});
afterAll(async () => {
  await platform.db.close();
  await database.drop();
});
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  return async () => {
    await Promise.all(running.splice(0).map((dispatcher) => dispatcher.stop()));
    vi.restoreAllMocks();
  };
});

function dispatch(handlers: Handlers): void {
  running.push(startDispatcher(platform, handlers, { inside: 4, outside: 4 }));
}

/** Versions one after the other of each loan in turn. */
function tellChanges(loans: readonly string[], versions: number): Promise<void> {
  return platform.db.transaction(PLATFORM, async (tx) => {
    for (let version = 1; version <= versions; version += 1) {
      for (const loanId of loans) {
        const payload = { loanId, version, kind: 'repayment' };
        await emit(platform, tx, { topic: 'loan.changed', key: loanId, merchantId: null, payload });
      }
    }
  });
}

async function untilProcessed(loanId: string): Promise<void> {
  const text = 'select count(*) as left from platform.outbox where key = $1 and processed_at is null';
  for (;;) {
    const [row] = await platform.db.transaction(PLATFORM, (tx) => tx.rows<{ left: number }>(text, [loanId]));
    if (row?.left === 0) return;
    await turn();
  }
}

async function attemptsOf(loanId: string): Promise<number> {
  const text = 'select coalesce(max(attempts), 0) as attempts from platform.outbox where key = $1';
  const [row] = await platform.db.transaction(PLATFORM, (tx) => tx.rows<{ attempts: number }>(text, [loanId]));
  return row?.attempts ?? 0;
}

test('while the first event of a key is in hand, the later ones of that key wait, and those of another do not', async () => {
  const [held, free] = [v7(), v7()];
  const gate = Promise.withResolvers<null>();
  const handled: string[] = [];
  await tellChanges([held, free], 5);
  dispatch({
    'loan.changed': {
      kind: 'inside',
      ordered: true,
      handle: async (_tx, { payload: { loanId, version } }) => {
        if (loanId === held && version === 1) await gate.promise;
        handled.push(`${loanId}:${version}`);
      },
    },
  });
  await untilProcessed(free);
  expect(handled).toEqual([1, 2, 3, 4, 5].map((version) => `${free}:${version}`));
  gate.resolve(null);
  await untilProcessed(held);
  expect(handled.slice(5)).toEqual([1, 2, 3, 4, 5].map((version) => `${held}:${version}`));
});

test('an event that fails and is put off holds back the later ones of its key, until it has been handled', async () => {
  const [failing, other] = [v7(), v7()];
  const handled: string[] = [];
  let isBroken = true;
  await tellChanges([failing, other], 3);
  dispatch({
    'loan.changed': {
      kind: 'inside',
      ordered: true,
      handle: (_tx, { payload: { loanId, version } }) => {
        if (loanId === failing && version === 1 && isBroken) return Promise.reject(new Error('The power went.'));
        handled.push(`${loanId}:${version}`);
        return Promise.resolve();
      },
    },
  });
  await untilProcessed(other);
  while ((await attemptsOf(failing)) === 0) await turn();
  // A later round of the other key: all workers have looked again and taken none of what is held back.
  await tellChanges([other], 8);
  await untilProcessed(other);
  expect(handled.filter((each) => each.startsWith(failing))).toEqual([]);
  isBroken = false;
  clock.now += 500;
  await untilProcessed(failing);
  expect(handled.filter((each) => each.startsWith(failing))).toEqual([1, 2, 3].map((n) => `${failing}:${n}`));
});

test('two dispatchers with many workers handle every key in order, inside and outside', async () => {
  const loans = Array.from({ length: 12 }, () => v7());
  const seen = new Map<string, number[]>(loans.map((loanId) => [loanId, []]));
  const handlers: Handlers = {
    'loan.changed': {
      kind: 'outside',
      ordered: true,
      handle: async ({ payload: { loanId, version } }) => {
        // The later the version, the quicker it would be.
        for (let turns = 8 - version; turns > 0; turns -= 1) await turn();
        seen.get(loanId)?.push(version);
      },
    },
  };
  dispatch(handlers);
  dispatch(handlers);
  await tellChanges(loans, 8);
  for (const loanId of loans) await untilProcessed(loanId);
  for (const versions of seen.values()) expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('topics about the same thing stand in one line, whatever the kind of their handlers', async () => {
  const loanId = v7();
  const gate = Promise.withResolvers<null>();
  const handled: string[] = [];
  const marker = v7();
  const standing = { loanId, status: 'overdue', bucket: 'M1', on: calendarDate('2026-11-22') } as const;
  await platform.db.transaction(PLATFORM, async (tx) => {
    // Nobody handles this one, so nobody waits for it.
    const booked = { loanId, applicationId: v7(), orderId: v7() };
    await emit(platform, tx, { topic: 'loan.booked', key: loanId, merchantId: null, payload: booked });
    const changed = { loanId, version: 1, kind: 'repayment' };
    await emit(platform, tx, { topic: 'loan.changed', key: loanId, merchantId: null, payload: changed });
    await emit(platform, tx, { topic: 'loan.standing-changed', key: loanId, merchantId: null, payload: standing });
    const other = { ...standing, loanId: marker };
    await emit(platform, tx, { topic: 'loan.standing-changed', key: marker, merchantId: null, payload: other });
  });
  dispatch({
    'loan.changed': {
      kind: 'inside',
      ordered: true,
      handle: async () => {
        await gate.promise;
        handled.push('changed');
      },
    },
    'loan.standing-changed': {
      kind: 'outside',
      ordered: true,
      handle: ({ payload }) => Promise.resolve(void handled.push(payload.loanId)),
    },
  });
  await untilProcessed(marker);
  expect(handled).toEqual([marker]);
  gate.resolve(null);
  while (handled.length < 3) await turn();
  expect(handled).toEqual([marker, 'changed', loanId]);
});
