import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { v7 } from 'uuid';
import { fen } from '#shared/money/fen.ts';
import { SANDBOX_PAYMENT_CODES } from '#shared/wire/sandbox.ts';
import { makePaymentsGateway, PAYMENTS_PATHS } from '#server/sandbox/payments-gateway.ts';
import { httpPayments, type Charge, type PaymentPort } from './payments.ts';

const key = new Uint8Array(32).fill(7);
const clock = { now: 1_000_000 };
const gateway = makePaymentsGateway(key, () => clock.now);
/** What the service answers next in the place of the gateway, where a test says so. */
let broken: { status: number; text: string } | null = null;
let server: Server;
let port: PaymentPort;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const path = PAYMENTS_PATHS.find((each) => each === request.url);
      const taken = path && gateway.take(path, body, request.headers['x-signature']?.toString());
      if (broken) response.writeHead(broken.status).end(broken.text);
      else if (taken !== 'silence')
        response.writeHead(taken?.status ?? 404).end(JSON.stringify(taken && 'answer' in taken ? taken.answer : {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/` : '';
  port = portWith({});
});
afterAll(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));

let lines: string[];
beforeEach(() => {
  lines = [];
  broken = null;
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => vi.restoreAllMocks());

const portWith = (change: { key?: Uint8Array; url?: string }): PaymentPort =>
  httpPayments({
    url: change.url ?? url,
    key: change.key ?? key,
    now: () => clock.now,
    timeoutMs: { charge: 200, query: 5_000 },
  });
const charging = (end: string): Charge => ({
  id: v7(),
  amountFen: fen(284_00),
  service: 'wechat-pay',
  code: `1300000000000000${end}`,
  subject: '分期还款 A7-0193',
});
const stateOf = async (code: string) => (await port.charge({ ...charging('10'), code })).state;

describe('a payment service', () => {
  test('takes the money once, however often the same charge comes', async () => {
    const charge = charging('10');
    const answer = { state: 'paid', paidAt: clock.now, serviceReference: `SANDBOX-${charge.id}` };
    const answers = await Promise.all([port.charge(charge), port.charge(charge), port.charge(charge)]);
    expect(answers).toEqual([answer, answer, answer]);
    clock.now += 60_000;
    expect(await port.query(charge.id)).toEqual(answer);
    expect(await port.close(charge.id)).toEqual(answer);
  });

  test('does not take another amount under the same id', async () => {
    const charge = charging('10');
    await port.charge(charge);
    expect(await port.charge({ ...charge, amountFen: fen(1) })).toEqual({ state: 'pending' });
    expect(lines).toEqual([expect.stringContaining('"why":"answered 409"')]);
  });

  test.each([
    ['51', 'not-enough-money'],
    ['54', 'code-expired'],
  ])('a code that ends in %s is refused: %s', async (end, reason) => {
    const charge = charging(end);
    expect(await port.charge(charge)).toEqual({ state: 'refused', reason });
    expect(await port.query(charge.id)).toEqual({ state: 'refused', reason });
  });

  test('08 is pending, and paid after three seconds', async () => {
    const charge = charging('08');
    expect(await port.charge(charge)).toEqual({ state: 'pending' });
    clock.now += 2_999;
    expect(await port.query(charge.id)).toEqual({ state: 'pending' });
    clock.now += 1;
    expect(await port.query(charge.id)).toMatchObject({ state: 'paid', paidAt: clock.now });
  });

  test('99 never answers: the asker stops waiting, and may close the charge', async () => {
    const charge = charging('99');
    expect(await port.charge(charge)).toEqual({ state: 'pending' });
    expect(lines).toEqual([expect.stringContaining('TimeoutError')]);
    clock.now += 3_600_000;
    expect(await port.query(charge.id)).toEqual({ state: 'pending' });
    expect(await port.close(charge.id)).toEqual({ state: 'refused', reason: 'cancelled' });
  });

  test('does not know a charge that never arrived; once closed, it takes it no more', async () => {
    const charge = charging('10');
    expect(await port.query(charge.id)).toEqual({ state: 'unknown' });
    expect(await port.close(charge.id)).toEqual({ state: 'refused', reason: 'cancelled' });
    expect(await port.query(charge.id)).toEqual({ state: 'refused', reason: 'cancelled' });
  });
});

test('the tray’s codes do what they say', async () => {
  expect(await stateOf(SANDBOX_PAYMENT_CODES.pays)).toBe('paid');
  expect(await stateOf(SANDBOX_PAYMENT_CODES['not-enough-money'])).toBe('refused');
  expect(await stateOf(SANDBOX_PAYMENT_CODES['answers-late'])).toBe('pending');
  expect(lines).toEqual([]);
  expect(await stateOf(SANDBOX_PAYMENT_CODES['never-answers'])).toBe('pending');
  expect(lines).toEqual([expect.stringContaining('TimeoutError')]);
});

describe('what is no answer is pending, and no log tells the code', () => {
  test.each<[string, () => PaymentPort, { status: number; text: string } | null]>([
    ['another key', () => portWith({ key: new Uint8Array(32) }), null],
    ['nobody there', () => portWith({ url: 'http://127.0.0.1:1/' }), null],
    ['a failure of the service', () => port, { status: 500, text: 'code 130000000000000010' }],
    ['no JSON', () => port, { status: 200, text: '130000000000000010' }],
    ['another answer than agreed', () => port, { status: 200, text: '{"state":"paid","code":"130000000000000010"}' }],
  ])('%s', async (_what, from, answer) => {
    broken = answer;
    const charge = charging('10');
    expect(await from().charge(charge)).toEqual({ state: 'pending' });
    expect(lines).toHaveLength(1);
    expect(lines.join()).toContain('payment-service-silent');
    expect(lines.join()).not.toContain(charge.code);
  });
});
