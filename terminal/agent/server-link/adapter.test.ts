import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TerminalRouter } from '#server/terminal-router.ts';
import type { Result } from '#shared/refusals/refusal.ts';
import { silentLog } from '../log.ts';
import { applicationState, enrolment, NOW, orderView, profile, terminalPublicKey } from '../testing/samples.ts';
import { createTerminalServer } from './adapter.ts';
import type { InputOf, OutputOf, ProcedureName, TerminalServer } from './port.ts';
import { createProver } from './proof.ts';

/** The port and the server's own router must be of one mind; where they are not, this does not compile. */
type Flat<T> = {
  [A in keyof T & string]: { [B in keyof T[A] & string]: { path: `${A}.${B}`; value: T[A][B] } }[keyof T[A] & string];
};
type Leaf<T, P> = Extract<Flat<T>[keyof Flat<T>], { path: P }> extends { value: infer V } ? V : never;
type Nested = Exclude<ProcedureName, 'hello'>;
type Agrees<P extends Nested> = [Leaf<inferRouterOutputs<TerminalRouter>, P>] extends [never]
  ? never
  : Leaf<inferRouterOutputs<TerminalRouter>, P> extends Result<OutputOf<P>>
    ? InputOf<P> extends Leaf<inferRouterInputs<TerminalRouter>, P>
      ? true
      : never
    : never;
const agreed: { [P in Nested]: Agrees<P> } = {
  'enrol.redeem': true,
  'orders.byCode': true,
  'orders.progress': true,
  'phone.requestCode': true,
  'phone.verifyCode': true,
  'evidence.put': true,
  'applications.submit': true,
  'applications.state': true,
  'applications.phoneVerified': true,
  'applications.withdraw': true,
  'contracts.prepare': true,
  'contracts.sign': true,
  'repayments.find': true,
  'repayments.pay': true,
  'repayments.state': true,
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let answer: Answer;
let server: ReturnType<typeof createServer>;
let client: TerminalServer;
let origin: string;
let stopping = new AbortController();
const proofs: string[] = [];
beforeEach(async () => {
  proofs.length = 0;
  stopping = new AbortController();
  server = createServer((request, response) => {
    proofs.push(String(request.headers['dpop']));
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = clientOf({});
});

function clientOf(change: { timeoutMs?: number; prove?: null }): TerminalServer {
  return createTerminalServer({
    url: `${origin}/terminal/trpc`,
    prove: createProver(enrolment()),
    now: () => NOW,
    log: silentLog,
    signal: stopping.signal,
    ...change,
  });
}

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const json =
  (status: number, body: unknown): Answer =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const result = (data: unknown): Answer => json(200, { result: { data } });

describe('a call', () => {
  test('speaks of the same procedures as the server', () => {
    expect(Object.values(agreed).every(Boolean)).toBe(true);
  });

  test('gives what the server answered, parsed', async () => {
    answer = result({ ok: true, value: orderView() });
    expect(await client.call('orders.byCode', { code: 'x' })).toEqual({ ok: true, value: orderView() });
    answer = result({ ok: false, refusal: { code: 'order-not-open' } });
    expect(await client.call('orders.byCode', { code: 'x' })).toEqual({
      ok: false,
      refusal: { code: 'order-not-open' },
    });
  });

  test('carries a proof of the very request, by the key of this terminal, new each time', async () => {
    answer = result({ ok: true, value: orderView() });
    await client.call('orders.byCode', { code: 'secret-in-query' });
    await client.call('orders.byCode', { code: 'secret-in-query' });
    const options = { currentDate: new Date(NOW) };
    const [first, second] = await Promise.all(proofs.map((proof) => jwtVerify(proof, terminalPublicKey, options)));
    expect(first?.protectedHeader).toEqual({ typ: 'dpop+jwt', alg: 'EdDSA', kid: profile.terminalId });
    expect(first?.payload).toMatchObject({
      htm: 'GET',
      htu: `${origin}/terminal/trpc/orders.byCode`,
      iat: NOW / 1_000,
    });
    expect(first?.payload.jti).not.toBe(second?.payload.jti);
  });

  test('of a terminal that is not enrolled carries no proof', async () => {
    answer = result({ ok: true, value: profile });
    const stranger = clientOf({ prove: null });
    const shown = { code: '12345678', publicKey: 'A'.repeat(43) };
    expect(await stranger.call('enrol.redeem', shown)).toEqual({ ok: true, value: profile });
    expect(proofs).toEqual(['undefined']);
  });

  test.each([
    [
      'a fault of the server',
      json(500, {
        error: { code: -32603, message: 'failure 1', data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500 } },
      }),
      'server-fault',
    ],
    [
      'a page of some proxy',
      ((_request, response) => response.writeHead(502).end('<html>')) satisfies Answer,
      'server-fault',
    ],
    ['an answer without sense', result({ ok: true, value: { orderId: 1 } }), 'server-fault'],
    [
      'a proof that is not believed',
      json(401, { error: { code: -32001, message: 'x', data: { code: 'UNAUTHORIZED', httpStatus: 401 } } }),
      'terminal-unknown',
    ],
    ['a line cut in the middle', ((request) => request.socket.destroy()) satisfies Answer, 'offline'],
  ] as [string, Answer, string][])('%s is %s', async (_what, given, code) => {
    answer = given;
    expect(await client.call('orders.byCode', { code: 'x' })).toEqual({ ok: false, refusal: { code } });
  });

  test('silence is no line', async () => {
    answer = () => undefined;
    const hasty = clientOf({ timeoutMs: 20 });
    expect(await hasty.call('hello', undefined)).toEqual({ ok: false, refusal: { code: 'offline' } });
  });

  test('a stop ends what is under way', async () => {
    answer = () => stopping.abort();
    expect(await client.call('hello', undefined)).toEqual({ ok: false, refusal: { code: 'offline' } });
  });

  test('nobody at the address is no line', async () => {
    await new Promise((resolve) => server.close(resolve));
    expect(await client.call('hello', undefined)).toEqual({ ok: false, refusal: { code: 'offline' } });
  });
});

describe('a watch', () => {
  test('tells each state as it comes', async () => {
    const id = '01939d1c-0000-7000-8000-0000000000e1';
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: connected\ndata: {}\n\n');
      for (const status of ['received', 'offered']) {
        response.write(
          `data: ${JSON.stringify({ ok: true, value: applicationState(id, { status: status as 'offered' }) })}\n\n`,
        );
      }
    };
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      const stop = client.watch(id, {
        onState: ({ status }) => {
          seen.push(status);
          if (seen.length < 2) return;
          stop();
          resolve();
        },
        onEnd: () => undefined,
      });
    });
    expect(seen).toEqual(['received', 'offered']);
    expect(proofs[0]).toMatch(/^ey/);
  });
});
