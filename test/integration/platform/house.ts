import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { v7 } from 'uuid';
import { z } from 'zod';
import { gtinCheckDigit } from '#shared/goods/gtin.ts';
import { fen } from '#shared/money/fen.ts';
import { resultOf } from '#shared/refusals/refusal.ts';
import type { Role } from '#shared/wire/portal.ts';
import { buildApp } from '#server/app.ts';
import { makeAuth, type Auth } from '#server/auth/index.ts';
import { ownOrigins } from '#server/http/origins.ts';
import { addGoods, addMerchant, addStaff, enrolTerminal, nextTerminalLabel } from '#server/merchants/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { openDatabase, PLATFORM } from '#server/platform/database.ts';
import { appUrlOf } from '#server/platform/migrations.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { SANDBOX_PASSWORD } from '#server/sandbox/people.ts';
import { seed } from '#server/sandbox/index.ts';
import { freshDatabase, testServerSecret } from '../../support/database.ts';
import { silentPayments } from '../../support/payments.ts';

/** 2026-11-22, 14:00 in China. */
export const NOON = Date.UTC(2026, 10, 22, 6);
export const PUBLIC_URL = 'http://127.0.0.1:4000';
export const TRUSTED_PROXY = '10.9.9.9';

/** The seeded server on a database of its own, asked as browsers ask; its clock stands until it is turned. */
export interface House {
  app: FastifyInstance;
  auth: Auth;
  platform: Platform;
  clock: { now: number };
  /** As the owner of the database. */
  databaseUrl: string;
  close(): Promise<void>;
}

export async function openHouse(options: { portalDir?: string } = {}): Promise<House> {
  const database = await freshDatabase();
  const appUrl = appUrlOf(database.url, testServerSecret);
  const clock = { now: NOON };
  const db = openDatabase(appUrl, { connectionsMax: 8 });
  const platform: Platform = { db, secrets: deriveSecrets(testServerSecret), now: () => clock.now, newId: () => v7() };
  const auth = makeAuth({ platform, appUrl, publicUrl: PUBLIC_URL, origins: ownOrigins(PUBLIC_URL) });
  await seed(platform, auth);
  const sms = { send: () => Promise.resolve() };
  const sandbox = { devicesUrl: undefined, kioskUrl: undefined };
  const app = await buildApp({
    platform,
    auth,
    sms,
    payments: silentPayments,
    publicUrl: PUBLIC_URL,
    trustedProxies: [TRUSTED_PROXY],
    portalDir: options.portalDir,
    sandbox,
  });
  return {
    app,
    auth,
    platform,
    clock,
    databaseUrl: database.url,
    close: async () => {
      await app.close();
      await auth.close();
      await db.close();
      await database.drop();
    },
  };
}

/** One person at the portal. */
export interface Desk {
  cookie: string;
  /** The answer, checked against the view it must have. */
  query: <T extends z.ZodType>(path: string, input: unknown, view: T) => Promise<Answer<T>>;
  mutate: <T extends z.ZodType>(path: string, input: unknown, view: T) => Promise<Answer<T>>;
}
type Answer<T extends z.ZodType> = z.infer<ReturnType<typeof resultOf<T>>>;

export async function signIn({ app }: House, username: string, password = SANDBOX_PASSWORD): Promise<Desk> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/username',
    headers: { origin: PUBLIC_URL },
    payload: { username, password },
  });
  assert.equal(answer.statusCode, 200, answer.body);
  const [cookie] = answer.cookies;
  assert(cookie, 'a sign-in sets a cookie');
  return deskOf(app, `${cookie.name}=${encodeURIComponent(cookie.value)}`);
}

/** With an empty cookie: somebody who is not signed in. */
export function deskOf(app: FastifyInstance, cookie: string): Desk {
  const headers = { cookie, origin: PUBLIC_URL };
  const read = <T extends z.ZodType>(body: string, view: T): Answer<T> => {
    const envelope = z.object({ result: z.object({ data: resultOf(view) }) }).parse(JSON.parse(body));
    return envelope.result.data;
  };
  return {
    cookie,
    query: async (path, input, view) => {
      const query = input === undefined ? {} : { input: JSON.stringify(input) };
      const answer = await app.inject({ method: 'GET', url: `/trpc/${path}`, query, headers });
      return read(answer.body, view);
    },
    mutate: async (path, input, view) => {
      const payload = input as object;
      const answer = await app.inject({ method: 'POST', url: `/trpc/${path}`, headers, payload });
      return read(answer.body, view);
    },
  };
}

export function valueOf<T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T {
  assert(result.ok, `refused: ${result.ok ? '' : result.refusal.code}`);
  return result.value;
}

/** A second merchant with a store, a good, a terminal and one person, who can sign in. */
export interface Shop {
  merchantId: string;
  storeId: string;
  goodId: string;
  terminal: Terminal;
  username: string;
}

export async function addShop({ platform, auth }: House, name: string, role: Role = 'owner'): Promise<Shop> {
  const { hashPassword } = await import('better-auth/crypto');
  const [merchantId, storeId, goodId, terminalId] = [v7(), v7(), v7(), v7()];
  const username = `shop-${v7().slice(-8)}`;
  const passwordHash = await hashPassword(SANDBOX_PASSWORD);
  const userId = await auth.ensureLogin({ username, name: '店主甲', passwordHash });
  const terminal = await platform.db.transaction(PLATFORM, async (tx) => {
    await addMerchant(platform, tx, { id: merchantId, name, feeBps: 150, stores: [{ id: storeId, name: '总店' }] });
    await addStaff(platform, tx, { id: v7(), userId, merchantId, name: '店主甲', username, role, storeIds: [] });
    const body = `691${String(Math.floor(Math.random() * 1e9)).padStart(9, '0')}`;
    const good = { name: '示例风扇', brand: '示例', category: '家电', gtin: body + gtinCheckDigit(body) };
    await addGoods(tx, merchantId, [{ id: goodId, ...good, priceFen: fen(1_299_00) }]);
    const enrolled = { id: terminalId, label: await nextTerminalLabel(tx, 'B1'), merchantId, storeId };
    await enrolTerminal(platform, tx, { ...enrolled, publicKey: 'A'.repeat(43) });
    return enrolled;
  });
  return { merchantId, storeId, goodId, terminal, username };
}
