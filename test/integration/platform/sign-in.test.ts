import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { meView, ROLES } from '#shared/wire/portal.ts';
import { permissionsOf } from '#server/auth/permissions.ts';
import { Client } from 'pg';
import { deskOf, openHouse, PUBLIC_URL, signIn, valueOf, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

function post(url: string, payload: object, headers: Record<string, string> = { origin: PUBLIC_URL }) {
  return house.app.inject({ method: 'POST', url, headers, payload });
}

describe('signing in', () => {
  test.each(ROLES)('the %s of the sandbox comes in with the rights of the role', async (role) => {
    const desk = await signIn(house, role);
    const me = valueOf(await desk.query('me', undefined, meView));
    expect(me).toMatchObject({ username: role, role, sandbox: true, permissions: [...permissionsOf(role)] });
    expect(me.merchant?.name ?? null).toBe(
      ['owner', 'manager', 'clerk', 'accountant'].includes(role) ? '王家庄家电城' : null,
    );
  });

  test('the owner works in both stores, the clerk in one', async () => {
    const stores = async (username: string) =>
      valueOf(await (await signIn(house, username)).query('me', undefined, meView)).stores.map(({ name }) => name);
    expect(await stores('owner')).toEqual(['县城店', '集市店']);
    expect(await stores('clerk')).toEqual(['县城店']);
  });

  test('the cookie is out of reach of scripts and of other sites, and the token is nowhere else', async () => {
    const answer = await post('/api/auth/sign-in/username', { username: 'clerk', password: 'zhanggui-sandbox' });
    expect(answer.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(answer.json()).toEqual({ done: true });
  });

  test.each([
    ['a wrong password', { username: 'clerk', password: 'wrong' }, 401],
    ['an unknown name', { username: 'nobody', password: 'zhanggui-sandbox' }, 401],
    ['no name', { password: 'zhanggui-sandbox' }, 400],
    ['a name of another shape', { username: "clerk' or 1=1", password: 'x' }, 422],
  ] as const)('%s: no session', async (_case, credentials, status) => {
    const answer = await post('/api/auth/sign-in/username', credentials);
    expect(answer.statusCode).toBe(status);
    expect(answer.cookies).toEqual([]);
  });

  test('after eight wrong passwords the name waits, also with the right one', async () => {
    const wrong = { username: 'collections', password: 'wrong' };
    for (let n = 0; n < 8; n += 1) expect((await post('/api/auth/sign-in/username', wrong)).statusCode).toBe(401);
    const right = { username: 'collections', password: 'zhanggui-sandbox' };
    expect((await post('/api/auth/sign-in/username', right)).statusCode).toBe(429);
    house.clock.now += 5 * 60_000;
    expect((await post('/api/auth/sign-in/username', right)).statusCode).toBe(200);
  });

  test.each([
    ['/api/auth/sign-up/email', { email: 'a@example.com', password: 'zhanggui-sandbox', name: 'a' }],
    ['/api/auth/sign-in/email', { email: 'clerk@staff.invalid', password: 'zhanggui-sandbox' }],
    ['/api/auth/is-username-available', { username: 'clerk' }],
    ['/api/auth/update-user', { name: 'x' }],
    ['/api/auth/sign-in/username/', { username: 'clerk', password: 'zhanggui-sandbox' }],
  ])('%s is not open to anyone', async (url, payload) => {
    expect((await post(url, payload)).statusCode).toBe(404);
  });
});

describe('who is not signed in', () => {
  test.each(['', 'zhanggui.session_token=forged.signature'])('with cookie %j: not-signed-in', async (cookie) => {
    const answer = await deskOf(house.app, cookie).query('me', undefined, meView);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-signed-in' } });
  });

  test('a session that was signed out is over, whoever kept the cookie', async () => {
    const desk = await signIn(house, 'manager');
    expect((await post('/api/auth/sign-out', {}, { cookie: desk.cookie, origin: PUBLIC_URL })).statusCode).toBe(200);
    expect(await desk.query('me', undefined, meView)).toMatchObject({ refusal: { code: 'not-signed-in' } });
  });

  test('who is dismissed is out at once', async () => {
    const desk = await signIn(house, 'service');
    valueOf(await desk.query('me', undefined, meView));
    const owner = new Client({ connectionString: house.databaseUrl });
    await owner.connect();
    await owner.query(`update merchants.staff set active = false where username = 'service'`);
    await owner.end();
    expect(await desk.query('me', undefined, meView)).toMatchObject({ refusal: { code: 'not-signed-in' } });
  });
});
