import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidV7 } from 'uuid';
import { CONSENT_PURPOSES } from '#shared/wire/application.ts';
import { silentLog } from '../log.ts';
import { keepAsking } from '../server-link/connectivity.ts';
import { checkOrderCode, orderCodeKey } from '../session/order-code.ts';
import { runSession } from '../session/runner.ts';
import type { Snapshot } from '../session/snapshot.ts';
import { startSync } from '../sync/sync.ts';
import { createFiling } from '../vault/filing.ts';
import { sealingKey } from '../vault/seal.ts';
import { openVault } from '../vault/vault.ts';
import { FakeServer } from './fake-server.ts';
import { createManualClock } from './manual-clock.ts';
import { cardFields, CODE, NOW, orderCode, PHONE, profile, takeFace } from './samples.ts';

/** A counter as in a store: the real session, vault, seal and sync; only server, reader and time are under control. */
export async function openCounter({ online = true, diskIsFull = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-counter-'));
  const clock = createManualClock(NOW);
  const server = new FakeServer(clock.now);
  server.isOnline = online;
  const vault = openVault(join(folder, 'vault.db'), profile.terminalId);
  const key = await sealingKey(profile);
  const reader: string[] = [];
  const sync = startSync({
    vault,
    server,
    clock,
    random: () => 0,
    log: silentLog,
    onAcknowledged: () => {
      session.refresh();
      session.nudge();
    },
    onRejected: (applicationId, refusal) => session.tell({ kind: 'application-rejected', applicationId, refusal }),
    onLineDoubt: () => line.checkNow(),
  });
  const session = runSession({
    ports: {
      clock,
      newId: () => uuidV7(),
      random: () => 0,
      log: silentLog,
      server,
      filing: createFiling({
        vault: diskIsFull ? { ...vault, commit: failToWrite } : vault,
        key,
        label: profile.label,
        now: clock.now,
        log: silentLog,
      }),
      reader: {
        wake: () => reader.push('wake'),
        rest: () => reader.push('rest'),
        reread: () => reader.push('reread'),
      },
      queue: {
        waiting: () => vault.counts().waiting,
        wake: sync.wake,
        withdraw: (applicationId) => {
          vault.askWithdrawal(applicationId, clock.now());
          sync.wake();
        },
      },
    },
    profile,
    sandbox: true,
    limits: { warnAfterMs: 90_000, resetAfterMs: 30_000 },
  });
  const line = keepAsking({
    server,
    clock,
    pollMs: 5_000,
    offlinePollMs: 2_000,
    onChange: (isBack) => {
      session.tell({ kind: isBack ? 'line-back' : 'line-gone' });
      if (isBack) sync.wake();
    },
  });
  session.tell({ kind: 'device-back', device: 'reader' });
  session.tell({ kind: 'device-back', device: 'scanner' });

  /** Resolves with the first snapshot, of now or later, that fits. */
  function reaches(fits: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
    return new Promise((resolve) => {
      const now = session.current();
      if (fits(now)) return resolve(now);
      const unsubscribe = session.subscribe((snapshot) => {
        if (!fits(snapshot)) return;
        unsubscribe();
        resolve(snapshot);
      });
    });
  }
  const at = (state: Snapshot['state']): Promise<Snapshot> => reaches((snapshot) => snapshot.state === state);
  const asks = (ask: string): Promise<Snapshot> =>
    reaches(({ screen }) => screen.kind === 'contact' && screen.ask === ask);

  function scan(text: string): void {
    const expected = { key: orderCodeKey(profile.orderCodeKey), merchantId: profile.merchantId, now: clock.now() };
    session.tell({ kind: 'code-scanned', text, reading: checkOrderCode(text, expected) });
  }

  const counter = {
    clock,
    server,
    vault,
    session,
    reader,
    reaches,
    at,
    asks,
    scan,
    /** The line as the next question finds it. */
    async lineIs(state: 'online' | 'offline') {
      if (state === 'offline') server.goOffline();
      else server.isOnline = true;
      line.checkNow();
      return reaches((snapshot) => snapshot.server === state);
    },
    readCard: (change: Parameters<typeof cardFields>[0] = {}) => {
      session.tell({ kind: 'card-found' });
      session.tell({ kind: 'card-read', fields: cardFields(change), photo: new Uint8Array(1_024).fill(9) });
    },
    async toIdentity() {
      if (server.isOnline) await reaches((snapshot) => snapshot.server === 'online');
      scan(orderCode());
      await at('order');
      session.send({ kind: 'continue' });
      for (const purpose of CONSENT_PURPOSES)
        session.send({ kind: 'answer-consent', purpose, granted: purpose !== 'marketing' });
      return at('identity');
    },
    async toContact() {
      await counter.toIdentity();
      counter.readCard();
      session.send({ kind: 'continue' });
      session.send(takeFace());
      session.send({ kind: 'continue' });
      return asks('phone');
    },
    async toReview() {
      await counter.toContact();
      session.send({ kind: 'enter-phone', phone: PHONE });
      if (server.isOnline) {
        await asks('code');
        session.send({ kind: 'enter-code', code: CODE });
      }
      await asks('income');
      session.send({ kind: 'choose-income', band: '4000-6000' });
      session.send({ kind: 'choose-occupation', occupation: 'farming' });
      return at('review');
    },
    async close() {
      line.stop();
      session.stop();
      await sync.stop();
      vault.close();
      rmSync(folder, { recursive: true });
    },
  };
  return counter;
}
export type Counter = Awaited<ReturnType<typeof openCounter>>;

function failToWrite(): never {
  throw new Error('no space left');
}
