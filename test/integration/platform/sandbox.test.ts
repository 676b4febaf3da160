import { mkdtemp, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { fen } from '#shared/money/fen.ts';
import { SANDBOX_PAYMENT_CODES } from '#shared/wire/sandbox.ts';
import { enrolmentSchema } from '#shared/wire/terminal.ts';
import { findTerminal } from '#server/merchants/index.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { httpPayments } from '#server/platform/payments.ts';
import { signBody } from '#server/platform/signature.ts';
import { ensureEnrolment, seed } from '#server/sandbox/index.ts';
import { openHouse, type House } from './house.ts';

let house: House;
let directory: string;
beforeAll(async () => {
  house = await openHouse();
  directory = await mkdtemp(join(tmpdir(), 'zhanggui-enrolment-'));
});
afterAll(async () => {
  await house.close();
  await rm(directory, { recursive: true });
});

function counts() {
  return house.platform.db.transaction(PLATFORM, (tx) =>
    tx.rows(`select (select count(*) from merchants.merchants) as merchants, (select count(*) from merchants.stores) as stores,
               (select count(*) from merchants.staff) as staff, (select count(*) from merchants.goods) as goods,
               (select count(*) from lending.lenders) as lenders`),
  );
}

test('a sandbox has one merchant, two stores, all roles, forty goods and two lenders, however often it is seeded', async () => {
  await seed(house.platform, house.auth);
  expect(await counts()).toEqual([{ merchants: 1, stores: 2, staff: 13, goods: 40, lenders: 2 }]);
});

describe('the enrolment of the sandbox terminal', () => {
  let file: string;
  beforeEach(() => {
    file = join(directory, v7(), 'enrolment.json');
  });
  const read = async () => enrolmentSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const known = (id: string) => house.platform.db.transaction(PLATFORM, (tx) => findTerminal(tx, id));

  test('is a file for its owner alone, whose key the server knows', async () => {
    await ensureEnrolment(house.platform, file);
    const { profile, privateKey } = await read();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(profile).toMatchObject({ merchant: '王家庄家电城', store: '县城店', sandbox: true });
    const derived = createPublicKey(createPrivateKey({ key: privateKey, format: 'jwk' })).export({ format: 'jwk' });
    expect((await known(profile.terminalId))?.publicKey).toBe(derived.x);
  });

  test('stays as it is at the next start', async () => {
    await ensureEnrolment(house.platform, file);
    const before = await readFile(file, 'utf8');
    await ensureEnrolment(house.platform, file);
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  test.each([
    ['was deleted', (path: string) => unlink(path)],
    ['was damaged', (path: string) => writeFile(path, '{"profile":')],
    ['is no enrolment', (path: string) => writeFile(path, '{}')],
  ])('is made anew, for a new terminal, where the file %s', async (_how, harm) => {
    await ensureEnrolment(house.platform, file);
    const before = await read();
    await harm(file);
    await ensureEnrolment(house.platform, file);
    const after = await read();
    expect(after.profile.terminalId).not.toBe(before.profile.terminalId);
    expect(after.profile.label).not.toBe(before.profile.label);
    expect(await known(before.profile.terminalId)).toBeNull();
    expect((await known(after.profile.terminalId))?.publicKey).toBe(after.privateKey.x);
  });
});

describe('the tray', () => {
  const loopback = { host: '127.0.0.1:4000' };
  const inject = (method: 'GET' | 'POST' | 'DELETE', url: string, more: { payload?: string; headers?: object } = {}) =>
    house.app.inject({
      method,
      url,
      headers: { ...loopback, ...more.headers },
      ...('payload' in more ? { payload: more.payload } : {}),
    });

  test('shows a signed message, and refuses an unsigned one', async () => {
    const payload = JSON.stringify({ id: v7(), phone: '13900000000', text: '验证码 123456', sentAt: 1 });
    const json = { 'content-type': 'application/json' };
    expect((await inject('POST', '/sandbox/sms', { payload, headers: json })).statusCode).toBe(401);
    const signed = { ...json, 'x-signature': signBody(house.platform.secrets.smsKey, payload) };
    expect((await inject('POST', '/sandbox/sms', { payload, headers: signed })).statusCode).toBe(200);
    const state = await inject('GET', '/sandbox/state');
    expect(state.json()).toMatchObject({ devices: null, cards: [], messages: [{ text: '验证码 123456' }] });
  });

  test('charges what is signed, and nothing else', async () => {
    const [id, code] = [v7(), SANDBOX_PAYMENT_CODES.pays];
    const charge = { id, amountFen: 100, service: 'wechat-pay', code, subject: '分期还款', sentAt: 1 };
    const payload = JSON.stringify(charge);
    const json = { 'content-type': 'application/json' };
    const url = '/sandbox/payments/charges';
    expect((await inject('POST', url, { payload, headers: json })).statusCode).toBe(401);
    const signed = { ...json, 'x-signature': signBody(house.platform.secrets.paymentsKey, payload) };
    const answer = await inject('POST', url, { payload, headers: signed });
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { state: 'paid', paidAt: house.clock.now, serviceReference: `SANDBOX-${id}` },
    ]);
    expect((await inject('GET', '/sandbox/state')).body).not.toContain(code);
  });

  test('is a payment service for the server itself, and keeps silent where the code says so', async () => {
    const address = await house.app.listen({ port: 0, host: '127.0.0.1' });
    const payments = httpPayments({
      url: `${address}/sandbox/payments`,
      key: house.platform.secrets.paymentsKey,
      now: house.platform.now,
      timeoutMs: { charge: 200, query: 5_000 },
    });
    const charge = (code: string) =>
      payments.charge({ id: v7(), amountFen: fen(100), service: 'wechat-pay', code, subject: '分期还款' });
    expect((await charge(SANDBOX_PAYMENT_CODES.pays)).state).toBe('paid');
    expect((await charge(SANDBOX_PAYMENT_CODES['not-enough-money'])).state).toBe('refused');
    expect((await charge(SANDBOX_PAYMENT_CODES['answers-late'])).state).toBe('pending');
    expect((await charge(SANDBOX_PAYMENT_CODES['never-answers'])).state).toBe('pending');
    expect((await payments.close(v7())).state).toBe('refused');
  });

  test.each(['evil.example', '192.168.1.5:4000', '127.0.0.1.evil.example'])(
    'is not there for host %s',
    async (host) => {
      const answer = await house.app.inject({ method: 'GET', url: '/sandbox/state', headers: { host } });
      expect(answer.statusCode).toBe(403);
    },
  );

  test('is not there for another machine, whatever it calls us', async () => {
    const [url, remoteAddress] = ['/sandbox/state', '192.168.1.7'];
    const answer = await house.app.inject({ method: 'GET', url, headers: loopback, remoteAddress });
    expect(answer.statusCode).toBe(403);
  });

  test('says so where no simulators answer', async () => {
    const answer = await inject('DELETE', '/sandbox/card');
    expect([answer.statusCode, answer.json()]).toEqual([502, { error: 'devices-unreachable' }]);
  });
});

test('commands of the tray reach the simulators as they are', async () => {
  const asked: string[] = [];
  const simulators = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${body}`);
      response.writeHead(request.url === '/card' ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: 'unknown-card' }));
    });
  });
  const devicesUrl = await listening(simulators);
  const { devicesAt } = await import('#server/sandbox/devices.ts');
  const devices = devicesAt(devicesUrl);
  expect(await devices.command('POST', '/card', '{"id":"x"}')).toEqual({
    status: 404,
    body: '{"error":"unknown-card"}',
  });
  expect((await devices.command('DELETE', '/card', '')).status).toBe(404);
  expect((await devices.command('POST', '/scan', '{"text":"y"}')).status).toBe(200);
  expect(asked).toEqual(['POST /card {"id":"x"}', 'DELETE /card ', 'POST /scan {"text":"y"}']);
  simulators.close();
});

function listening(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
    });
  });
}
