import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { terminalProfile } from '#shared/wire/terminal.ts';
import type { ApplicationState } from '#shared/wire/terminal.ts';
import type { Result } from '#shared/refusals/refusal.ts';
import { submit, withdraw } from '#server/applications/index.ts';
import { enrolTerminal } from '#server/merchants/index.ts';
import { PLATFORM } from '#server/platform/database.ts';
import type { Sms } from '#server/platform/sms.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { authenticateTerminal } from '#server/terminal-auth.ts';
import { terminalRouter } from '#server/terminal-router.ts';
import { watchState } from '#server/terminal-state.ts';
import { codeOf, handleEvents, makeApplication, openCounter, valueOf, type Counter } from '../applications/counter.ts';
import { silentPayments } from '../../support/payments.ts';

let counter: Counter;
let key: KeyObject;
let terminal: Terminal;
beforeAll(async () => {
  counter = await openCounter();
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  key = privateKey;
  terminal = { ...counter.terminal, id: v7(), label: 'B1' };
  const raw = publicKey.export({ format: 'jwk' }).x ?? '';
  await counter.platform.db.transaction(PLATFORM, (tx) =>
    enrolTerminal(counter.platform, tx, { ...terminal, publicKey: raw }),
  );
});
afterAll(() => counter.close());

const URL = 'http://127.0.0.1:4000/trpc/terminal/hello';

interface Claims {
  kid?: string;
  typ?: string;
  htm?: string;
  htu?: string;
  iat?: number;
  jti?: string;
}

function proof(claims: Claims = {}, signer: KeyObject = key): Promise<string> {
  const { kid = terminal.id, typ = 'dpop+jwt', htm = 'POST', htu = URL, jti = randomUUID() } = claims;
  const iat = claims.iat ?? Math.floor(counter.clock.now / 1_000);
  return new SignJWT({ htm, htu })
    .setProtectedHeader({ alg: 'EdDSA', typ, kid })
    .setIssuedAt(iat)
    .setJti(jti)
    .sign(signer);
}

const ask = (dpop: string | undefined, method = 'POST', url = URL) =>
  authenticateTerminal(counter.platform, { dpop, method, url });

describe('a terminal proves itself', () => {
  test('by its key, over method and address without the query', async () => {
    expect(await ask(await proof())).toEqual(terminal);
    expect(await ask(await proof(), 'POST', `${URL}?batch=1`)).toEqual(terminal);
  });

  test('once with each proof', async () => {
    const once = await proof();
    const answers = await Promise.all([ask(once), ask(once), ask(once)]);
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
  });

  test.each<[string, () => Promise<string | undefined>]>([
    ['nothing', async () => undefined],
    ['no JWT', async () => 'not.a.jwt'],
    ['a terminal nobody knows', () => proof({ kid: v7() })],
    ['a name that is no id', () => proof({ kid: "x' or '1'='1" })],
    ['another key', () => proof({}, generateKeyPairSync('ed25519').privateKey)],
    ['another type of token', () => proof({ typ: 'JWT' })],
    ['another method', () => proof({ htm: 'GET' })],
    ['another address', () => proof({ htu: 'http://127.0.0.1:4000/trpc/terminal/other' })],
    ['another host', () => proof({ htu: 'http://example.org/trpc/terminal/hello' })],
    ['a proof of long ago', () => proof({ iat: Math.floor(counter.clock.now / 1_000) - 121 })],
    ['a proof of the future', () => proof({ iat: Math.floor(counter.clock.now / 1_000) + 121 })],
    ['an id too short to be unique', () => proof({ jti: 'a' })],
  ])('not by %s', async (_, make) => {
    expect(await ask(await make())).toBeNull();
  });

  test('with a clock two minutes off it is still believed', async () => {
    expect(await ask(await proof({ iat: Math.floor(counter.clock.now / 1_000) - 119 }))).toEqual(terminal);
  });
});

describe('the terminal’s router', () => {
  const sent: Sms[] = [];
  const router = terminalRouter({
    sms: { send: async (message) => void sent.push(message) },
    payments: silentPayments,
    sandbox: true,
  });
  const caller = (who: Terminal | null) =>
    router.createCaller({ platform: counter.platform, terminal: who, address: '127.0.0.1' });

  test('says hello with all a terminal keeps for the time without a line', async () => {
    const profile = terminalProfile.parse(valueOf(await caller(terminal).hello()));
    expect(profile).toMatchObject({
      terminalId: terminal.id,
      label: 'B1',
      merchant: '示例家电行',
      store: '县城总店',
      sandbox: true,
    });
    expect(Buffer.from(profile.sealingKey, 'base64url')).toHaveLength(32);
    expect(Buffer.from(profile.orderCodeKey, 'base64url')).toHaveLength(32);
  });

  test('answers a stranger with one refusal, whatever is asked', async () => {
    const stranger = caller(null);
    const applicationId = v7();
    const answers = [
      await stranger.hello(),
      await stranger.phone.requestCode({ sessionId: v7(), phone: '19900000001', language: 'zh' }),
      await stranger.applications.state({ applicationId }),
      await stranger.applications.withdraw({ applicationId }),
      await stranger.repayments.find({ reference: 'A7-0193', phoneLast4: '0001' }),
      await stranger.repayments.state({ repaymentId: v7() }),
      await stranger.evidence.put({ sealedSha256: 'a'.repeat(64), keyId: 'k', enc: 'AAAA', ciphertext: 'AAAA' }),
    ];
    expect(answers.map(codeOf)).toEqual(answers.map(() => 'terminal-unknown'));
    expect(sent).toEqual([]);
  });

  test('sends a code and verifies it', async () => {
    const [sessionId, phone] = [v7(), '19933330001'];
    valueOf(await caller(terminal).phone.requestCode({ sessionId, phone, language: 'en' }));
    const code = /\d{6}/.exec(sent.at(-1)?.text ?? '')?.[0] ?? '';
    expect(sent.at(-1)?.text).toMatch(/^\[Zhanggui\]/);
    expect(codeOf(await caller(terminal).phone.verifyCode({ sessionId, phone, code }))).toBe('ok');
  });

  test('bounds the looking for loans, for all its questions together', async () => {
    const ask = () => caller(terminal).repayments.find({ reference: 'A7-9999', phoneLast4: '0001' });
    const codes = [];
    for (let n = 0; n < 6; n += 1) codes.push(codeOf(await ask()));
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'repayment-not-found'), 'too-many-tries']);
    expect(codeOf(await caller(terminal).repayments.state({ repaymentId: v7() }))).toBe('repayment-not-found');
  });

  test('an application nobody made, or another merchant’s, is not found', async () => {
    expect(codeOf(await caller(terminal).applications.state({ applicationId: v7() }))).toBe('application-not-found');
  });
});

describe('watching an application', () => {
  test('shows each state as it comes, and ends with the last', async () => {
    const application = await makeApplication(counter, { person: 401 });
    valueOf(
      await submit(counter.platform, counter.terminal, await counter.queue.envelope(application, counter.clock.now)),
    );
    const watched = watch(application.id);
    expect(await watched.next()).toBe('received');
    const decided = watched.next();
    await handleEvents(counter);
    expect(await decided).toBe('offered');
    const ended = watched.next();
    valueOf(await withdraw(counter.platform, counter.terminal, application.id));
    expect(await ended).toBe('cancelled');
    expect(await watched.next()).toBe('end');
  });

  test('ends when the terminal hangs up', async () => {
    const application = await makeApplication(counter, { person: 402 });
    valueOf(
      await submit(counter.platform, counter.terminal, await counter.queue.envelope(application, counter.clock.now)),
    );
    const watched = watch(application.id);
    expect(await watched.next()).toBe('received');
    const next = watched.next();
    watched.hangUp();
    expect(await next).toBe('end');
  });

  test('of what is not there is one refusal', async () => {
    const watched = watch(v7());
    expect(await watched.next()).toBe('application-not-found');
    expect(await watched.next()).toBe('end');
  });
});

function watch(applicationId: string) {
  const line = new AbortController();
  const context = { platform: counter.platform, terminal: counter.terminal };
  const states = watchState(context, applicationId, line.signal);
  return {
    next: async () => {
      const { value } = await states.next();
      return value === undefined ? 'end' : statusOf(value);
    },
    hangUp: () => line.abort(),
  };
}

function statusOf(state: Result<ApplicationState>): string {
  return state.ok ? state.value.status : state.refusal.code;
}
