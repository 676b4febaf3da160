import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openHouse, PUBLIC_URL, signIn, type Desk, type House } from './house.ts';

let house: House;
let clerk: Desk;
let portalDir: string;
beforeAll(async () => {
  portalDir = await mkdtemp(join(tmpdir(), 'zhanggui-portal-'));
  await mkdir(join(portalDir, '_app/immutable'), { recursive: true });
  await writeFile(join(portalDir, '200.html'), '<!doctype html><script>start()</script>');
  await writeFile(join(portalDir, '_app/immutable/app.js'), 'start()');
  house = await openHouse({ portalDir });
  clerk = await signIn(house, 'clerk');
});
afterAll(async () => {
  await house.close();
  await rm(portalDir, { recursive: true });
});

const get = (url: string) => house.app.inject({ method: 'GET', url });

test('every address of the portal is its one page, which may run its own start script and nothing else inline', async () => {
  for (const url of ['/', '/orders/new', '/sandbox', '/login?next=/orders']) {
    const answer = await get(url);
    expect(answer.statusCode, url).toBe(200);
    // printf 'start()' | openssl dgst -sha256 -binary | base64
    expect(answer.headers['content-security-policy']).toContain(
      "script-src 'self' 'sha256-DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00=';",
    );
  }
});

test('files that carry their content in their name are kept for ever', async () => {
  const answer = await get('/_app/immutable/app.js');
  expect(answer.body).toBe('start()');
  expect(answer.headers['cache-control']).toContain('immutable');
});

test.each(['/_app/immutable/gone.js', '/trpc/', '/api/auth/nothing', '/sandbox/nothing', '/..%2f..%2fetc/passwd.txt'])(
  '%s is not there, and no page pretends it is',
  async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toContain('json');
    expect(answer.headers['cache-control']).toBeUndefined();
  },
);

test.each(['/', '/healthz', '/trpc/me', '/nothing.txt'])('%s carries the security headers', async (url) => {
  const { headers } = await get(url);
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  });
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
});

test.each([
  ['/trpc/orders.create'],
  ['/api/auth/sign-in/username'],
  ['/api/auth/sign-out'],
  ['/sandbox/card'],
  ['/terminal/trpc/applications.submit'],
])('a page of another origin may not post to %s', async (url) => {
  const headers = { cookie: clerk.cookie, origin: 'http://evil.example' };
  const answer = await house.app.inject({ method: 'POST', url, headers, payload: {} });
  expect([answer.statusCode, answer.json()]).toEqual([403, { error: 'origin-refused' }]);
});

test('healthz looks as far as the database', async () => {
  expect((await get('/healthz')).json()).toEqual({ ok: true });
});

test('a body above four megabytes is refused', async () => {
  const headers = { cookie: clerk.cookie, origin: PUBLIC_URL, 'content-type': 'application/json' };
  const payload = JSON.stringify({ text: 'x'.repeat(4 * 1024 * 1024) });
  const answer = await house.app.inject({ method: 'POST', url: '/trpc/orders.create', headers, payload });
  expect(answer.statusCode).toBe(413);
});

test('what is asked wrongly is told so without an echo', async () => {
  const input = JSON.stringify({ orderId: 'SECRET-VALUE' });
  const headers = { cookie: clerk.cookie };
  const answer = await house.app.inject({ method: 'GET', url: '/trpc/orders.get', query: { input }, headers });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toEqual({
    error: { code: -32600, message: 'BAD_REQUEST', data: { code: 'BAD_REQUEST', httpStatus: 400, path: 'orders.get' } },
  });
});

test('a failure nobody expected gives an id, the same in the log, and neither tells what was in the data', async () => {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
  const transaction = vi
    .spyOn(house.platform.db, 'transaction')
    .mockRejectedValue(new Error('invalid input: "13800001111 张三"\n13800001111'));
  try {
    const health = await get('/healthz');
    const portal = await house.app.inject({ method: 'GET', url: '/trpc/me', headers: { cookie: clerk.cookie } });
    expect([health.statusCode, portal.statusCode]).toEqual([500, 500]);
    const logged = lines.map((line) => JSON.parse(line) as { id: string });
    expect(logged).toHaveLength(2);
    expect(health.json()).toEqual({ error: 'server-fault', id: logged[0]?.id });
    expect(portal.body).toContain(`failure ${logged[1]?.id ?? 'none'}`);
    expect(lines.join() + health.body + portal.body).not.toMatch(/1380|张三/);
    expect(health.body + portal.body).not.toContain('.ts');
  } finally {
    transaction.mockRestore();
    log.mockRestore();
  }
});
