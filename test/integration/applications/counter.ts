import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Result, RefusalCode } from '#shared/refusals/refusal.ts';
import type { Application, Envelope } from '#shared/wire/application.ts';
import { fen, type Fen } from '#shared/money/fen.ts';
import type { ApplicationState } from '#shared/wire/terminal.ts';
import { putEvidence, requestCode, sealingPublicKey, submit, verifyCode } from '#server/applications/index.ts';
import { eventHandlers } from '#server/handlers.ts';
import { seedLenders } from '#server/lending/index.ts';
import { addGoods, addMerchant, addStaff, enrolTerminal } from '#server/merchants/index.ts';
import { createOrder, signOrderCode } from '#server/orders/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { merchantScope, openDatabase, PLATFORM, type Tx } from '#server/platform/database.ts';
import { appUrlOf } from '#server/platform/migrations.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import type { Event, Topic } from '#server/platform/events.ts';
import type { Sms } from '#server/platform/sms.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { readState } from '#server/terminal-state.ts';
import { madeUpApplication, SimulatedTerminal, withFace, type MadeUpPerson } from '#server/bench/simulated-terminal.ts';
import { freshDatabase, testServerSecret } from '../../support/database.ts';

/** 2026-11-22, 14:00 in China. */
export const NOON = Date.UTC(2026, 10, 22, 6);

/** A store's counter with a terminal, on a database of its own; the clock stands still until it is turned. */
export interface Counter {
  platform: Platform;
  terminal: Terminal;
  queue: SimulatedTerminal;
  /** Messages that were sent. */
  messages: Sms[];
  clock: { now: number };
  merchantId: string;
  clerkId: string;
  databaseUrl: string;
  close(): Promise<void>;
}

export async function openCounter(): Promise<Counter> {
  const database = await freshDatabase();
  const clock = { now: NOON };
  const db = openDatabase(appUrlOf(database.url, testServerSecret), { connectionsMax: 12 });
  const platform: Platform = { db, secrets: deriveSecrets(testServerSecret), now: () => clock.now, newId: () => v7() };
  const [merchantId, storeId, terminalId, clerkId] = [v7(), v7(), v7(), v7()];
  const terminal: Terminal = { id: terminalId, label: 'A7', merchantId, storeId };
  const { publicKey } = generateKeyPairSync('ed25519');
  await db.transaction(PLATFORM, async (tx) => {
    await addMerchant(platform, tx, {
      id: merchantId,
      name: '示例家电行',
      feeBps: 150,
      stores: [{ id: storeId, name: '县城总店' }],
    });
    await addStaff(platform, tx, {
      id: clerkId,
      userId: v7(),
      merchantId,
      name: '店员甲',
      username: `clerk-${randomBytes(4).toString('hex')}`,
      role: 'clerk',
      storeIds: [],
    });
    await enrolTerminal(platform, tx, { ...terminal, publicKey: publicKey.export({ format: 'jwk' }).x ?? '' });
    await seedLenders(platform, tx);
  });
  return {
    platform,
    terminal,
    queue: new SimulatedTerminal(terminal, await sealingPublicKey(platform.secrets)),
    messages: [],
    clock,
    merchantId,
    clerkId,
    databaseUrl: database.url,
    close: async () => {
      await db.close();
      await database.drop();
    },
  };
}

/** A second terminal at the same counter. */
export async function addTerminal(counter: Counter, label: string): Promise<SimulatedTerminal> {
  const terminal: Terminal = { ...counter.terminal, id: v7(), label };
  const { publicKey } = generateKeyPairSync('ed25519');
  await counter.platform.db.transaction(PLATFORM, (tx) =>
    enrolTerminal(counter.platform, tx, { ...terminal, publicKey: publicKey.export({ format: 'jwk' }).x ?? '' }),
  );
  return new SimulatedTerminal(terminal, await sealingPublicKey(counter.platform.secrets));
}

export interface MadeOrder {
  orderId: string;
  orderCode: string;
}

export async function makeOrder(counter: Counter, principalFen: Fen = fen(3_000_00)): Promise<MadeOrder> {
  const { platform, terminal, clerkId, merchantId } = counter;
  const goodId = v7();
  const priceFen = fen(principalFen + 500_00);
  const good = { id: goodId, name: '冰箱', brand: '示例', category: '家电', gtin: freshGtin(), priceFen };
  await platform.db.transaction(PLATFORM, (tx) => addGoods(tx, merchantId, [good]));
  const order = {
    commandId: v7(),
    storeId: terminal.storeId,
    lines: [{ goodId, quantity: 1 }],
    downPaymentFen: fen(500_00),
  };
  const clerk = { id: clerkId, name: '店员甲', merchantId };
  const orderId = valueOf(
    await platform.db.transaction(merchantScope(merchantId), (tx) => createOrder(platform, tx, clerk, order)),
  );
  const payload = {
    orderId,
    merchantId,
    merchant: '示例家电行',
    store: '县城总店',
    summary: '冰箱',
    priceFen,
    downPaymentFen: fen(500_00),
    expiresAt: counter.clock.now + 3_600_000,
  };
  return { orderId, orderCode: signOrderCode(payload, platform.secrets.orderCodeKey) };
}

/** An application as the kiosk would make it now, its phone verified unless said otherwise. */
export async function makeApplication(
  counter: Counter,
  made: MadeUpPerson & { principalFen?: Fen; phoneVerified?: boolean; terminal?: Terminal; order?: MadeOrder },
): Promise<Application> {
  const { clock, platform } = counter;
  const order = made.order ?? (await makeOrder(counter, made.principalFen));
  const terminal = made.terminal ?? counter.terminal;
  const terminalId = terminal.id;
  const ids = { id: v7(), sessionId: v7(), terminalId, ...order, now: clock.now };
  const key = await sealingPublicKey(platform.secrets);
  const { application, blob } = await withFace(key, madeUpApplication(ids, made));
  valueOf(await putEvidence(platform, terminal, blob));
  if (made.phoneVerified === false) return application;
  const verificationId = await verifyPhone(platform, counter.terminal, application.phone);
  return { ...application, phoneVerification: { status: 'verified', verificationId, verifiedAt: clock.now } };
}

/** As after a right code, without the code. */
export async function verifyPhone(platform: Platform, terminal: Terminal, phone: string): Promise<string> {
  const sessionId = v7();
  let text = '';
  const sms = { send: async (message: Sms) => void (text = message.text) };
  const sent = await requestCode(platform, sms, terminal, { sessionId, phone, language: 'zh' });
  // Another application has just verified this phone: a minute must pass before the next code.
  if (!sent.ok) return latestVerification(platform);
  const code = /\d{6}/.exec(text)?.[0] ?? '';
  return valueOf(await verifyCode(platform, terminal, { sessionId, phone, code })).verificationId;
}

async function latestVerification(platform: Platform): Promise<string> {
  const [row] = await platform.db.transaction(PLATFORM, (tx) =>
    tx.rows<{ id: string }>(
      'select id from applications.phone_verifications order by verified_at desc, id desc limit 1',
    ),
  );
  assert(row, 'a phone that can have no new code has had one');
  return row.id;
}

export interface Applied {
  application: Application;
  envelope: Envelope;
  reference: string;
}

/** Submits, and lets the decision be made. */
export async function apply(
  counter: Counter,
  made: Parameters<typeof makeApplication>[1],
  change: (application: Application) => Application = (application) => application,
): Promise<Applied> {
  const application = change(await makeApplication(counter, made));
  const envelope = await counter.queue.envelope(application, counter.clock.now);
  const receipt = valueOf(await submit(counter.platform, counter.terminal, envelope));
  await handleEvents(counter);
  return { application, envelope, reference: receipt.reference };
}

export async function stateOf(counter: Counter, applicationId: string): Promise<ApplicationState> {
  return valueOf(await readState(counter.platform, counter.terminal, applicationId));
}

/** Hands all waiting events to their handlers, as the dispatcher would, and gives back how many. */
export async function handleEvents(counter: Counter): Promise<number> {
  const { platform } = counter;
  const handlers = eventHandlers(platform, { sms: { send: async (message) => void counter.messages.push(message) } });
  let handled = 0;
  for (;;) {
    const event = await platform.db.transaction(PLATFORM, (tx) => nextEvent(tx, Object.keys(handlers)));
    if (!event) return handled;
    const handler = handlers[event.topic];
    assert(handler, 'only events with a handler are asked for');
    await platform.db.transaction(PLATFORM, async (tx) => {
      // The table of handlers is keyed by topic, which TypeScript can't follow through a lookup.
      if (handler.kind === 'inside') await (handler.handle as (tx: Tx, event: Event) => Promise<void>)(tx, event);
      else await (handler.handle as (event: Event) => Promise<void>)(event);
      await tx.rows('update platform.outbox set processed_at = $2 where id = $1', [event.id, platform.now()]);
    });
    handled += 1;
  }
}

export async function nextEvent(tx: Tx, topics: string[]): Promise<Event | undefined> {
  const [row] = await tx.rows<{
    id: string;
    topic: Topic;
    key: string;
    merchant_id: string;
    payload: Event['payload'];
  }>(
    `select id, topic, key, merchant_id, payload from platform.outbox
      where processed_at is null and topic = any ($1) order by seq limit 1`,
    [topics],
  );
  return row && { id: row.id, topic: row.topic, key: row.key, merchantId: row.merchant_id, payload: row.payload };
}

export function valueOf<T>(result: Result<T>): T {
  assert(result.ok, result.ok ? '' : `refused: ${result.refusal.code}`);
  return result.value;
}

export function codeOf(result: Result<unknown>): RefusalCode | 'ok' {
  return result.ok ? 'ok' : result.refusal.code;
}

export async function count(counter: Counter, query: string, values: unknown[] = []): Promise<number> {
  const [row] = await counter.platform.db.transaction(PLATFORM, (tx) => tx.rows<{ count: number }>(query, values));
  return row?.count ?? -1;
}

let gtins = 0;
/** Eight digits, different each time; the check digit is the catalogue's business. */
function freshGtin(): string {
  gtins += 1;
  return String(20_000_000 + gtins);
}
