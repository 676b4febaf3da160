import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { createLater } from './later.ts';
import type { LogFields } from './log.ts';
import { serve, type Serving } from './http/serve.ts';
import type { AgentRouter } from './router.ts';
import type { SessionRunner } from './session/runner.ts';
import type { Snapshot } from './session/snapshot.ts';
import { refuse } from '#shared/refusals/refusal.ts';
import type { Setup } from './setup/setup.ts';
import type { SetupSnapshot } from './setup/snapshot.ts';
import { openCounter, type Counter } from './testing/counter.ts';
import { orderCode } from './testing/samples.ts';
import { SetupWorld } from './testing/setup-world.ts';

const token = 'a-token-for-this-test-only';
let counter: Counter;
let serving: Serving;
let setup: Setup;
let folder: string;
let said: [string, LogFields | undefined][] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-kiosk-'));
  mkdirSync(join(folder, 'kiosk', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.json'), '{}');
  writeFileSync(join(folder, 'kiosk', 'index.html'), '<!doctype html><title>kiosk</title>');
  writeFileSync(join(folder, 'kiosk', 'assets', 'human.wasm'), 'wasm');
  said = [];
  const say = (event: string, fields?: LogFields): number => said.push([event, fields]);
  counter = await openCounter();
  const later = createLater<{ session: SessionRunner }>();
  later.set(counter);
  setup = new SetupWorld().start();
  serving = await serve({
    counter: later,
    setup,
    hear: (event) => counter.hear(event),
    port: 0,
    token,
    allowedOrigins: ['http://127.0.0.1:5173'],
    kioskDir: join(folder, 'kiosk'),
    log: { info: say, warn: say, error: say },
  });
});
afterEach(async () => {
  await serving.stop();
  setup.stop();
  await counter.close();
  rmSync(folder, { recursive: true });
});

/** A page of the given origin, with the given token. */
function openPage(origin: string, given: string, heard: { onClose?: () => void } = {}) {
  class FromOrigin extends WebSocket {
    constructor(url: string) {
      super(url, { origin });
      this.on('error', () => undefined);
    }
  }
  const client = createWSClient({
    url: `ws://127.0.0.1:${serving.port}/agent`,
    WebSocket: FromOrigin as unknown as typeof globalThis.WebSocket,
    connectionParams: { token: given },
    retryDelayMs: () => 60_000,
    onClose: () => heard.onClose?.(),
  });
  return { client, agent: createTRPCClient<AgentRouter>({ links: [wsLink({ client })] }) };
}

describe('our page', () => {
  test('sees the session at once and after every change, and its wishes are answered', async () => {
    const { client, agent } = openPage(`http://127.0.0.1:${serving.port}`, token);
    const seen: Snapshot[] = [];
    let wake = (): void => undefined;
    const watching = agent.session.watch.subscribe(undefined, {
      onData: ({ data }) => {
        seen.push(data);
        wake();
      },
    });
    const until = async (fits: (snapshot: Snapshot) => boolean): Promise<void> => {
      while (!seen.some(fits)) await new Promise<void>((resolve) => (wake = resolve));
    };
    await until(({ state }) => state === 'idle');
    expect(await agent.session.send.mutate({ kind: 'submit' })).toEqual({
      ok: false,
      refusal: { code: 'not-allowed-here' },
    });
    counter.scan(orderCode());
    await until(({ state }) => state === 'order');
    expect(await agent.session.send.mutate({ kind: 'continue' })).toEqual({ ok: true, value: null });
    await until(({ state }) => state === 'consent');
    const revisions = seen.map(({ revision }) => revision);
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
    watching.unsubscribe();
    await client.close();
  });

  test('reloaded in the middle, it finds the session as it was', async () => {
    await counter.toIdentity();
    counter.readCard();
    const { client, agent } = openPage('app://kiosk', token);
    const snapshot = await new Promise<Snapshot>((resolve, reject) => {
      agent.session.watch.subscribe(undefined, { onData: ({ data }) => resolve(data), onError: reject });
    });
    expect(snapshot).toMatchObject({ state: 'identity', screen: { phase: 'read' } });
    await client.close();
  });

  test('an intent that is none is refused at the door, and its content is not logged', async () => {
    const { client, agent } = openPage(`http://localhost:${serving.port}`, token);
    await expect(agent.session.send.mutate({ kind: 'enter-phone', phone: '13800000000'.repeat(9) })).rejects.toThrow();
    expect(JSON.stringify(said)).not.toContain('13800000000');
    await client.close();
  });
});

describe('the wizard', () => {
  test('is seen and answered over the same line', async () => {
    const { client, agent } = openPage(`http://127.0.0.1:${serving.port}`, token);
    const snapshot = await new Promise<SetupSnapshot>((resolve, reject) => {
      agent.setup.watch.subscribe(undefined, { onData: ({ data }) => resolve(data), onError: reject });
    });
    expect(snapshot).toMatchObject({ access: 'open', step: 'devices' });
    expect(await agent.setup.send.mutate({ kind: 'close' })).toEqual(refuse('setup-not-finished'));
    expect(await agent.setup.diagnostics.query()).toMatchObject({ version: '0.1.0', terminal: null });
    await client.close();
  });

  test('is as closed to strangers as the session is', async () => {
    const { client, agent } = openPage(`http://127.0.0.1:${serving.port}`, 'another');
    await expect(agent.setup.diagnostics.query()).rejects.toThrow('UNAUTHORIZED');
    await client.close();
  });
});

describe('a scanner that types into our page', () => {
  test('opens an order as any other scanner does', async () => {
    const { client, agent } = openPage('app://kiosk', token);
    expect(await agent.scanned.mutate({ text: orderCode() })).toEqual({ ok: true, value: null });
    await counter.at('order');
    await client.close();
  });

  test('is told in words what is no order, and a payment code is neither logged nor kept', async () => {
    const { client, agent } = openPage('app://kiosk', token);
    await agent.scanned.mutate({ text: '134567890123456789' });
    expect(counter.session.current().notice).toEqual({ code: 'scan-is-payment-code' });
    await expect(agent.scanned.mutate({ text: '134567890123456789'.repeat(400) })).rejects.toThrow();
    expect(JSON.stringify([said, counter.session.current()])).not.toContain('4567890');
    await client.close();
  });
});

describe('everybody else', () => {
  test('a wrong token is told UNAUTHORIZED and the socket is closed', async () => {
    let close = (): void => undefined;
    const closed = new Promise<void>((resolve) => (close = resolve));
    const { client, agent } = openPage(`http://127.0.0.1:${serving.port}`, 'another', { onClose: () => close() });
    const code = await new Promise((resolve) => {
      agent.session.watch.subscribe(undefined, { onError: (error) => resolve(error.data?.code), onData: resolve });
    });
    expect(code).toBe('UNAUTHORIZED');
    await closed;
    expect(said).toContainEqual(['socket-refused', { reason: 'token' }]);
    await client.close();
  });

  test.each([
    ['another site', { origin: 'https://example.org' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['no page at all', {}],
    ['a foreign name for this machine', { origin: 'app://kiosk', headers: { host: 'rebound.example' } }],
  ])('%s is refused before it can say a word', async (_who, options) => {
    const socket = new WebSocket(`ws://127.0.0.1:${serving.port}/agent?connectionParams=1`, options);
    const [response] = await once(socket, 'unexpected-response').then(([, answer]: { statusCode: number }[]) => [
      answer,
    ]);
    expect(response?.statusCode).toBe(403);
    socket.on('error', () => undefined).terminate();
  });

  test('a refused client that resets its line does not end the agent', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const client = connect(serving.port, '127.0.0.1').on('error', () => undefined);
      await once(client, 'connect');
      client.write(
        `GET /agent HTTP/1.1\r\nhost: 127.0.0.1:${serving.port}\r\norigin: https://example.org\r\n` +
          'connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n' +
          'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      );
      await once(client, 'data');
      client.resetAndDestroy();
      await once(client, 'close');
    }
    const socket = new WebSocket(`ws://127.0.0.1:${serving.port}/agent?connectionParams=1`, { origin: 'app://kiosk' });
    await once(socket, 'open');
    socket.terminate();
  });

  test('a listed development origin may come in', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${serving.port}/agent?connectionParams=1`, {
      origin: 'http://127.0.0.1:5173',
    });
    await once(socket, 'open');
    socket.terminate();
  });
});

describe('the page itself', () => {
  async function get(path: string, { method = 'GET', host = `127.0.0.1:${serving.port}` } = {}) {
    const sent = request({ host: '127.0.0.1', port: serving.port, path, method, headers: { host } }).end();
    const [response] = await new Promise<[IncomingMessage]>((resolve, reject) => {
      sent.once('response', (answer) => resolve([answer]));
      sent.once('error', reject);
    });
    let body = '';
    for await (const chunk of response) body += String(chunk);
    return { status: response.statusCode, headers: response.headers, body };
  }

  test('comes with the headers that keep others out, and is never kept', async () => {
    const { status, headers, body } = await get('/');
    expect({ status, body }).toEqual({ status: 200, body: '<!doctype html><title>kiosk</title>' });
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval'");
  });

  test('a model has its media type', async () => {
    expect((await get('/assets/human.wasm')).headers).toMatchObject({ 'content-type': 'application/wasm' });
  });

  test.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/..%5c..%5csecret.json',
    '/%00',
    '/%',
    '/none.html',
  ])('%s leads nowhere', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test('a foreign name for this machine and other methods get nothing', async () => {
    expect((await get('/', { host: 'rebound.example' })).status).toBe(421);
    expect((await get('/', { method: 'POST' })).status).toBe(405);
    expect(await get('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });
});
