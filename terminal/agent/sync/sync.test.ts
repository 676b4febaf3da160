import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { refuse, type Refusal, type Result } from '#shared/refusals/refusal.ts';
import { silentLog } from '../log.ts';
import type { InputOf, OutputOf, ProcedureName } from '../server-link/port.ts';
import { evidenceBytes, unsealedApplication } from '../testing/applications.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { createManualClock, settle, type ManualClock } from '../testing/manual-clock.ts';
import { profile } from '../testing/samples.ts';
import { createFiling } from '../vault/filing.ts';
import { sealingKey } from '../vault/seal.ts';
import { openVault } from '../vault/vault.ts';
import { startSync } from './sync.ts';

/** What can happen to one request on its way. */
const MISHAPS = ['none', 'lost-request', 'lost-answer', 'fault', 'evidence-lost'] as const;
type Mishap = (typeof MISHAPS)[number];

/** The true server behind a line on which the planned mishaps happen, one per call. */
class BadLine extends FakeServer {
  readonly #mishaps: Mishap[];
  /** What every filing hears instead of the truth. */
  submitInstead: Result<never> | null = null;
  constructor(now: () => number, mishaps: readonly Mishap[]) {
    super(now);
    this.#mishaps = [...mishaps];
  }

  override async call<P extends ProcedureName>(name: P, input: InputOf<P>): Promise<Result<OutputOf<P>>> {
    const mishap = this.#mishaps.shift() ?? 'none';
    if (mishap === 'lost-request') return refuse('offline');
    if (mishap === 'fault') return refuse('server-fault');
    if (name === 'applications.submit' && this.submitInstead) this.plan(name, this.submitInstead);
    if (mishap === 'evidence-lost') this.evidence.clear();
    const answer = await super.call(name, input);
    return mishap === 'lost-answer' ? refuse('offline') : answer;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'zhanggui-sync-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function setUp(mishaps: readonly Mishap[], items: number) {
  const clock = createManualClock();
  const server = new BadLine(clock.now, mishaps);
  const vault = openVault(join(folder, `${randomUUID()}.db`), profile.terminalId);
  const key = await sealingKey(profile);
  const filing = createFiling({
    vault,
    key,
    label: profile.label,
    now: clock.now,
    log: silentLog,
  });
  const applications = Array.from({ length: items }, () => unsealedApplication());
  for (const application of applications) await filing.file(application, evidenceBytes(10));
  const rejected: Refusal[] = [];
  const sync = startSync({
    vault,
    server,
    clock,
    random: () => 0.5,
    log: silentLog,
    onAcknowledged: () => undefined,
    onRejected: (_id, refusal) => rejected.push(refusal),
    onLineDoubt: () => undefined,
  });
  return { clock, server, vault, key, filing, applications, rejected, sync };
}

async function untilQuiet(clock: ManualClock, isDone: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !isDone(); turn += 1) {
    await settle();
    clock.turn(36_000);
  }
  await settle();
}

describe('draining', () => {
  test('whatever happens on the line, every item is accepted once, in order, and purged', async () => {
    const runs = fc.record({
      mishaps: fc.array(fc.constantFrom(...MISHAPS), { maxLength: 30 }),
      items: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(runs, async ({ mishaps, items }) => {
        const { clock, server, vault, applications, rejected, sync } = await setUp(mishaps, items);
        await untilQuiet(clock, () => vault.counts().waiting === 0);
        expect(server.accepted.map(({ id }) => id)).toEqual(applications.map(({ id }) => id));
        expect(server.accepted.map(({ sequence }) => sequence)).toEqual(applications.map((_, index) => index + 1));
        expect(vault.counts()).toMatchObject({ waiting: 0, rejected: 0 });
        expect(rejected).toEqual([]);
        await sync.stop();
        vault.close();
      }),
      { numRuns: 40 },
    );
  });

  test('a new item and a line that is back are acted on at once, without waiting out the back-off', async () => {
    const { server, vault, filing, sync } = await setUp(['lost-request'], 1);
    await settle();
    expect(vault.counts().waiting).toBe(1);
    sync.wake();
    await settle();
    expect(vault.counts().waiting).toBe(0);
    await filing.file(unsealedApplication(), evidenceBytes(10));
    sync.wake();
    await settle();
    expect(server.accepted).toHaveLength(2);
    await sync.stop();
    vault.close();
  });

  test('an item the server refuses for good is kept, told and counted, and does not hold up the next', async () => {
    const { clock, server, vault, filing, rejected, sync } = await setUp([], 0);
    const [bad, good] = [unsealedApplication(), unsealedApplication()];
    server.refusedForGood.set(bad.id, { code: 'order-not-open' });
    for (const application of [bad, good]) await filing.file(application, evidenceBytes(10));
    sync.wake();
    await untilQuiet(clock, () => vault.counts().waiting === 0);
    expect(rejected).toEqual([{ code: 'order-not-open' }]);
    expect(vault.rejected()).toMatchObject([{ id: bad.id, sequence: 1, refusal: { code: 'order-not-open' } }]);
    expect(server.accepted.map(({ id }) => id)).toEqual([good.id]);
    await sync.stop();
    vault.close();
  });

  test.each(['terminal-unknown', 'not-permitted'] as const)('a withdrawal survives %s', async (code) => {
    const { clock, server, vault, applications, sync } = await setUp([], 1);
    await untilQuiet(clock, () => vault.counts().waiting === 0);
    const [first] = applications;
    if (!first) throw new Error('there is one');
    server.plan('applications.withdraw', refuse(code));
    vault.askWithdrawal(first.id, clock.now());
    sync.wake();
    await settle();
    expect(server.withdrawn).toEqual([]);
    clock.turn(2_000);
    await settle();
    expect(server.withdrawn).toEqual([first.id]);
    await sync.stop();
    vault.close();
  });

  test.each([
    ['chain-broken', refuse('chain-broken')],
    ['a gap that nothing here can fill', refuse('sequence-gap', { expected: 99 })],
  ])('%s: tried once a minute, nothing more is taken, and it goes on when the server does', async (_what, answer) => {
    const { clock, server, vault, key, sync } = await setUp([], 0);
    const filing = createFiling({ vault, key, label: 'A7', now: clock.now, log: silentLog, isStuck: sync.isStuck });
    for (let turn = 0; turn < 2; turn += 1) await filing.file(unsealedApplication(), evidenceBytes(10));
    server.submitInstead = answer;
    sync.wake();
    await untilQuiet(clock, sync.isStuck);
    expect(await filing.file(unsealedApplication(), evidenceBytes(10))).toMatchObject(refuse('vault-full'));
    const before = server.calls.length;
    clock.turn(20_000);
    await settle();
    expect(server.calls.length).toBe(before);
    server.submitInstead = null;
    await untilQuiet(clock, () => vault.counts().waiting === 0);
    expect(sync.isStuck()).toBe(false);
    await sync.stop();
    vault.close();
  });

  test('a gap the server names is filled from the item it misses', async () => {
    const { clock, server, vault, applications, sync } = await setUp(['lost-request'], 2);
    await settle();
    const [first] = applications;
    if (!first) throw new Error('there are two');
    // Marked as refused by a server that later has no memory of it.
    vault.reject(first.id, { code: 'order-not-open' });
    sync.wake();
    await untilQuiet(clock, () => vault.counts().waiting === 0);
    expect(server.accepted.map(({ id }) => id)).toEqual(applications.map(({ id }) => id));
    expect(vault.counts()).toMatchObject({ waiting: 0, rejected: 0 });
    await sync.stop();
    vault.close();
  });
});
