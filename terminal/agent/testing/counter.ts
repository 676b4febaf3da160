import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidV7 } from 'uuid';
import type { HubEvent } from '#hardware/index.ts';
import { CONSENT_PURPOSES, type CardFields } from '#shared/wire/application.ts';
import type { RepaymentChoice } from '#shared/wire/repayments.ts';
import { assemble, type Inside } from '../assemble.ts';
import { silentLog } from '../log.ts';
import { fromHub } from '../session/device-events.ts';
import { checkOrderCode, orderCodeKey } from '../session/order-code.ts';
import type { SessionRunner } from '../session/runner.ts';
import type { Snapshot } from '../session/snapshot.ts';
import { sealingKey } from '../vault/seal.ts';
import { openVault, type Vault } from '../vault/vault.ts';
import { FakePrinter } from './fake-printer.ts';
import { FakeServer } from './fake-server.ts';
import { createManualClock, settle, type ManualClock } from './manual-clock.ts';
import { PHONE_LAST4, REFERENCE } from './repayments.ts';
import { cardFields, CODE, NOW, orderCode, PHONE, profile, takeFace } from './samples.ts';

export interface CounterOptions {
  readonly online?: boolean;
  readonly diskIsFull?: boolean;
  /** Parts of the vault that behave otherwise. */
  readonly vaultWith?: Partial<Vault>;
}

/** A counter as in a store: the real session, vault, seal and sync; only server, reader and time are under control. */
export async function openCounter({
  online = true,
  diskIsFull = false,
  vaultWith = {},
}: CounterOptions = {}): Promise<Counter> {
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-counter-'));
  const clock = createManualClock(NOW);
  const server = new FakeServer(clock.now);
  server.isOnline = online;
  const vault = openVault(join(folder, 'vault.db'), profile.terminalId);
  const reader: string[] = [];
  const printer = new FakePrinter();
  const inside = assemble({
    profile,
    sandbox: true,
    key: await sealingKey(profile),
    vault: { ...vault, ...(diskIsFull ? { commit: failToWrite } : {}), ...vaultWith },
    server,
    reader: {
      wake: () => void reader.push('wake'),
      rest: () => void reader.push('rest'),
      reread: () => void reader.push('reread'),
    },
    printer,
    clock,
    newId: () => uuidV7(),
    random: () => 0,
    log: silentLog,
    limits: { warnAfterMs: 90_000, resetAfterMs: 30_000 },
    linkPollMs: { online: 5_000, offline: 2_000 },
  });
  inside.session.tell({ kind: 'device-back', device: 'reader' });
  inside.session.tell({ kind: 'device-back', device: 'scanner' });
  return new Counter({ folder, clock, server, vault, reader, printer, inside });
}

interface Parts {
  readonly folder: string;
  readonly clock: ManualClock;
  readonly server: FakeServer;
  readonly vault: Vault;
  /** What the reader was told, in order. */
  readonly reader: readonly string[];
  readonly printer: FakePrinter;
  readonly inside: Inside;
}

export class Counter {
  readonly clock: ManualClock;
  readonly server: FakeServer;
  readonly vault: Vault;
  readonly reader: readonly string[];
  readonly printer: FakePrinter;
  readonly session: SessionRunner;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.clock = parts.clock;
    this.server = parts.server;
    this.vault = parts.vault;
    this.reader = parts.reader;
    this.printer = parts.printer;
    this.session = parts.inside.session;
  }

  /** Resolves with the first snapshot, of now or later, that fits. */
  reaches(fits: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
    return new Promise((resolve) => {
      const now = this.session.current();
      if (fits(now)) {
        resolve(now);
        return;
      }
      const unsubscribe = this.session.subscribe((snapshot) => {
        if (!fits(snapshot)) return;
        unsubscribe();
        resolve(snapshot);
      });
    });
  }

  at(state: Snapshot['state']): Promise<Snapshot> {
    return this.reaches((snapshot) => snapshot.state === state);
  }

  asks(question: string): Promise<Snapshot> {
    return this.reaches(({ screen }) => screen.kind === 'contact' && screen.ask === question);
  }

  /** The line as the next question finds it. */
  async lineIs(state: 'online' | 'offline'): Promise<Snapshot> {
    if (state === 'offline') this.server.goOffline();
    else this.server.isOnline = true;
    this.#parts.inside.line.checkNow();
    return this.reaches((snapshot) => snapshot.server === state);
  }

  hear(event: HubEvent): void {
    const { merchantId } = profile;
    const expected = { key: orderCodeKey(profile.orderCodeKey), merchantId, now: this.clock.now() };
    const news = fromHub(event, (code) => checkOrderCode(code, expected));
    if (news !== null) this.session.tell(news);
  }

  scan(text: string): void {
    this.hear({ role: 'scanner', event: { kind: 'scan', scan: { text, symbology: null } } });
  }

  readCard(fields: CardFields = cardFields()): void {
    this.session.tell({ kind: 'card-found' });
    this.session.tell({ kind: 'card-read', fields, photo: new Uint8Array(1_024).fill(9), warnings: [] });
  }

  async toIdentity(): Promise<Snapshot> {
    if (this.server.isOnline) await this.reaches((snapshot) => snapshot.server === 'online');
    this.scan(orderCode());
    await this.at('order');
    this.session.send({ kind: 'continue' });
    for (const purpose of CONSENT_PURPOSES) {
      this.session.send({ kind: 'answer-consent', purpose, granted: purpose !== 'marketing' });
    }
    return this.at('identity');
  }

  async toContact(card?: CardFields): Promise<Snapshot> {
    await this.toIdentity();
    this.readCard(card);
    this.session.send({ kind: 'continue' });
    this.session.send(takeFace());
    this.session.send({ kind: 'continue' });
    return this.asks('phone');
  }

  async toReview(card?: CardFields): Promise<Snapshot> {
    await this.toContact(card);
    this.session.send({ kind: 'enter-phone', phone: PHONE });
    if (this.server.isOnline) {
      await this.asks('code');
      this.session.send({ kind: 'enter-code', code: CODE });
    }
    await this.asks('income');
    this.session.send({ kind: 'choose-income', band: '4000-6000' });
    this.session.send({ kind: 'choose-occupation', occupation: 'farming' });
    return this.at('review');
  }

  async toRepayChoose(): Promise<Snapshot> {
    await this.reaches((snapshot) => snapshot.server === 'online');
    this.session.send({ kind: 'repay' });
    this.session.send({ kind: 'enter-reference', reference: REFERENCE });
    this.session.send({ kind: 'enter-phone-last4', digits: PHONE_LAST4 });
    return this.at('repay-choose');
  }

  async toRepayPay(choice: RepaymentChoice = 'overdue'): Promise<Snapshot> {
    await this.toRepayChoose();
    this.session.send({ kind: 'choose-repayment', choice });
    return this.at('repay-pay');
  }

  /** Lets time pass in half seconds, and whoever falls due meanwhile ask and be answered. */
  async wait(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 500) {
      this.clock.turn(500);
      await settle();
    }
  }

  async close(): Promise<void> {
    await this.#parts.inside.stop();
    this.vault.close();
    rmSync(this.#parts.folder, { recursive: true });
  }
}

function failToWrite(): never {
  throw new Error('no space left');
}
