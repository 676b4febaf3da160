import { generateKeyPairSync } from 'node:crypto';
import { v7 } from 'uuid';
import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { resultOf } from '#shared/refusals/refusal.ts';
import { terminalRow } from '#shared/wire/enrolment.ts';
import { meView } from '#shared/wire/portal.ts';
import { terminalProfile } from '#shared/wire/terminal.ts';
import { findTerminal } from '#server/merchants/index.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { addShop, deskOf, signIn, TRUSTED_PROXY, valueOf, type Desk, type House } from '../platform/house.ts';
import { openEnrolmentDesk, otherThan, type EnrolmentDesk } from './enrolment-desk.ts';

let house: House;
let owner: Desk;
let storeId: string;
let askCode: EnrolmentDesk['askCode'];
let makeCode: EnrolmentDesk['makeCode'];
let rows: EnrolmentDesk['rows'];
beforeAll(async () => {
  ({ house, owner, storeId, askCode, makeCode, rows } = await openEnrolmentDesk());
});
afterAll(() => house.close());
// Wrong codes are counted by the minute.
beforeEach(() => {
  house.clock.now += 60_000;
});

const list = async (desk = owner) => valueOf(await desk.query('terminals.list', undefined, z.array(terminalRow)));
const newKey = () => generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x ?? '';

async function redeem(code: string, publicKey = newKey(), address = '192.0.2.1', headers: Record<string, string> = {}) {
  const answer = await house.app.inject({
    method: 'POST',
    url: '/terminal/trpc/enrol.redeem',
    remoteAddress: address,
    headers,
    payload: { code, publicKey },
  });
  const envelope = z.object({ result: z.object({ data: resultOf(terminalProfile) }) }).parse(JSON.parse(answer.body));
  return envelope.result.data;
}
const codeOf = async (answer: ReturnType<typeof redeem>) => {
  const told = await answer;
  return told.ok ? 'ok' : told.refusal.code;
};

describe('a code for a new terminal', () => {
  test('is eight digits for one store, good for fifteen minutes, and lets in the terminal that shows it', async () => {
    const made = valueOf(await askCode());
    expect(made).toEqual({
      code: expect.stringMatching(/^\d{8}$/),
      storeId,
      store: '县城店',
      expiresAt: house.clock.now + 15 * 60_000,
    });
    const publicKey = newKey();
    const profile = valueOf(await redeem(made.code, publicKey));
    expect(profile).toMatchObject({ storeId, store: '县城店', merchant: '王家庄家电城', sandbox: true });
    const known = await house.platform.db.transaction(PLATFORM, (tx) => findTerminal(tx, profile.terminalId));
    expect(known).toMatchObject({ label: profile.label, storeId, publicKey });
    const [newest] = await list();
    expect(newest).toEqual({
      terminalId: profile.terminalId,
      label: profile.label,
      merchant: '王家庄家电城',
      storeId,
      store: '县城店',
      active: true,
      enrolledAt: house.clock.now,
      enrolledBy: valueOf(await owner.query('me', undefined, meView)).name,
    });
  });

  test('is kept as a keyed digest alone', async () => {
    const code = await makeCode();
    const [kept] = await rows('select * from merchants.enrolment_codes where ended_at is null and used_at is null');
    expect(kept?.['digest']).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(kept)).not.toContain(code);
    expect(JSON.stringify(await rows('select * from platform.audit'))).not.toContain(code);
  });

  test('is in the audit log with who made it, and with the terminal that came in by it', async () => {
    const { terminalId } = valueOf(await redeem(await makeCode()));
    const [staff] = await rows(`select id from merchants.staff where username = 'owner'`);
    const actor = `staff:${String(staff?.['id'])}`;
    expect(await rows(`select actor, subject from platform.audit where action = 'enrolment-code.made'`)).toContainEqual(
      {
        actor,
        subject: `store:${storeId}`,
      },
    );
    const [enrolled] = await rows('select action, actor, details from platform.audit where subject = $1', [
      `terminal:${terminalId}`,
    ]);
    expect(enrolled).toMatchObject({
      action: 'terminal.enrolled',
      actor: `terminal:${terminalId}`,
      details: { codeMadeBy: actor },
    });
  });

  test('is one at a time for a store, however many press the button', async () => {
    const codes = await Promise.all(Array.from({ length: 6 }, makeCode));
    const answers = await Promise.all(codes.map((code, index) => codeOf(redeem(code, newKey(), `192.0.2.${index}`))));
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'enrolment-code-expired')).toHaveLength(5);
  });

  test('ends by hand', async () => {
    const code = await makeCode();
    valueOf(await owner.mutate('terminals.endCode', { storeId }, z.null()));
    valueOf(await owner.mutate('terminals.endCode', { storeId }, z.null()));
    expect(await codeOf(redeem(code))).toBe('enrolment-code-expired');
  });

  test('is over after fifteen minutes, and forgotten when another is made a day later', async () => {
    const code = await makeCode();
    house.clock.now += 15 * 60_000;
    expect(await codeOf(redeem(code))).toBe('enrolment-code-expired');
    house.clock.now += 24 * 3_600_000 + 1;
    await makeCode();
    expect(await codeOf(redeem(code))).toBe('enrolment-code-wrong');
  });

  test('that nobody made is wrong', async () => {
    expect(await codeOf(redeem(otherThan(await makeCode())))).toBe('enrolment-code-wrong');
  });
});

describe('showing a code twice', () => {
  test('with the same key gives the same terminal, as long as the code would hold', async () => {
    const [code, key] = [await makeCode(), newKey()];
    const first = valueOf(await redeem(code, key));
    house.clock.now += 14 * 60_000;
    expect(valueOf(await redeem(code, key))).toEqual(first);
    house.clock.now += 60_000;
    expect(await codeOf(redeem(code, key))).toBe('enrolment-code-expired');
    expect((await list()).filter(({ label }) => label === first.label)).toHaveLength(1);
  });

  test('with another key is too late, also in the same instant', async () => {
    const code = await makeCode();
    const before = (await list()).length;
    const answers = await Promise.all([1, 2, 3, 4].map((host) => codeOf(redeem(code, newKey(), `192.0.2.${host}`))));
    expect(answers.sort()).toEqual([...Array.from({ length: 3 }, () => 'enrolment-code-expired'), 'ok']);
    expect(await list()).toHaveLength(before + 1);
  });

  test('is refused when the terminal has been retired since', async () => {
    const [code, key] = [await makeCode(), newKey()];
    const { terminalId } = valueOf(await redeem(code, key));
    valueOf(await owner.mutate('terminals.retire', { terminalId }, z.array(terminalRow)));
    expect(await codeOf(redeem(code, key))).toBe('enrolment-code-expired');
  });
});

test('terminals of two stores that come in at once get labels of their own', async () => {
  const shops = await Promise.all(['甲家电', '乙家电', '丙家电'].map((name) => addShop(house, name)));
  const codes = await Promise.all(
    shops.map(async (shop) => valueOf(await askCode(await signIn(house, shop.username), shop.storeId)).code),
  );
  const profiles = await Promise.all(codes.map(async (code) => valueOf(await redeem(code))));
  expect(new Set(profiles.map(({ label }) => label)).size).toBe(3);
  expect(profiles.map(({ merchantId }) => merchantId)).toEqual(shops.map(({ merchantId }) => merchantId));
});

describe('guessing', () => {
  test('ends for an address after five wrong codes in a minute, for the right one too', async () => {
    const code = await makeCode();
    const wrong = otherThan(code);
    const answers: string[] = [];
    for (let tries = 0; tries < 6; tries += 1) answers.push(await codeOf(redeem(wrong, newKey(), '198.51.100.7')));
    expect(answers).toEqual([...Array.from({ length: 5 }, () => 'enrolment-code-wrong'), 'too-many-tries']);
    expect(await codeOf(redeem(code, newKey(), '198.51.100.7'))).toBe('too-many-tries');
    house.clock.now += 60_000;
    expect(await codeOf(redeem(code, newKey(), '198.51.100.7'))).toBe('ok');
  });

  test('of all is told nothing after thirty, and a right code still lets in who was not wrong', async () => {
    const code = await makeCode();
    const wrong = otherThan(code);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => codeOf(redeem(wrong, newKey(), `203.0.113.${index}`))),
    );
    expect(answers.filter((answer) => answer === 'enrolment-code-wrong')).toHaveLength(30);
    expect(answers.filter((answer) => answer === 'too-many-tries')).toHaveLength(10);
    expect(await codeOf(redeem(code, newKey(), '203.0.113.0'))).toBe('too-many-tries');
    const key = newKey();
    expect(await codeOf(redeem(code, key, '192.0.2.1'))).toBe('ok');
    // Used by now: whether such a code is known is not told either, and it was a try.
    expect(await codeOf(redeem(code, newKey(), '192.0.2.1'))).toBe('too-many-tries');
    expect(await codeOf(redeem(code, key, '192.0.2.1'))).toBe('too-many-tries');
    expect(await codeOf(redeem(code, key, '192.0.2.2'))).toBe('ok');
  });

  test('is counted by who stands before the trusted proxy, and by the connection for all others', async () => {
    const code = await makeCode();
    const from = (address: string, said: string, shown = otherThan(code)) =>
      codeOf(redeem(shown, newKey(), address, { 'x-forwarded-for': said }));
    for (let tries = 0; tries < 5; tries += 1) await from(TRUSTED_PROXY, '198.51.100.1');
    expect(await from(TRUSTED_PROXY, '198.51.100.1')).toBe('too-many-tries');
    // What a client wrote before the proxy added where it comes from is worth nothing.
    expect(await from(TRUSTED_PROXY, '198.51.100.9, 198.51.100.1')).toBe('too-many-tries');
    for (let tries = 0; tries < 5; tries += 1) await from('203.0.113.1', `198.51.100.${10 + tries}`);
    expect(await from('203.0.113.1', '198.51.100.20')).toBe('too-many-tries');
    expect(await from(TRUSTED_PROXY, '198.51.100.2', code)).toBe('ok');
  });
});

describe('who may', () => {
  const refused = { refusal: { code: 'not-permitted' } };

  test.each(['owner', 'manager'])('%s makes codes', async (role) => {
    expect(await askCode(await signIn(house, role))).toMatchObject({ ok: true });
  });

  test('a clerk sees the terminals and changes nothing', async () => {
    const clerk = await signIn(house, 'clerk');
    const [terminal] = await list(clerk);
    expect(terminal).toBeDefined();
    expect(await askCode(clerk)).toMatchObject(refused);
    expect(await clerk.mutate('terminals.endCode', { storeId }, z.null())).toMatchObject(refused);
    const input = { terminalId: terminal?.terminalId };
    expect(await clerk.mutate('terminals.retire', input, z.array(terminalRow))).toMatchObject(refused);
  });

  test.each(['accountant', 'auditor'])('%s does not see them', async (role) => {
    const desk = await signIn(house, role);
    expect(await desk.query('terminals.list', undefined, z.array(terminalRow))).toMatchObject(refused);
  });

  test('a technician sees the terminals of all merchants, and makes no code', async () => {
    const technician = await signIn(house, 'technician');
    expect(new Set((await list(technician)).map(({ merchant }) => merchant)).size).toBeGreaterThan(1);
    expect(await askCode(technician)).toMatchObject(refused);
  });

  test('nobody without a login', async () => {
    expect(await askCode(deskOf(house.app, ''))).toMatchObject({ refusal: { code: 'not-signed-in' } });
  });

  test("another merchant's store gets no code, its terminals are not seen and don't retire", async () => {
    const shop = await addShop(house, '丁家电');
    expect(await askCode(owner, shop.storeId)).toMatchObject(refused);
    expect(await owner.mutate('terminals.endCode', { storeId: shop.storeId }, z.null())).toMatchObject(refused);
    expect((await list()).some(({ terminalId }) => terminalId === shop.terminal.id)).toBe(false);
    for (const terminalId of [shop.terminal.id, v7()])
      expect(await owner.mutate('terminals.retire', { terminalId }, z.array(terminalRow))).toMatchObject({
        refusal: { code: 'terminal-unknown' },
      });
    const theirs = await list(await signIn(house, shop.username));
    expect(theirs.map(({ terminalId, active }) => ({ terminalId, active }))).toEqual([
      { terminalId: shop.terminal.id, active: true },
    ]);
  });

  test('a manager of one store acts for that store alone', async () => {
    const shop = await addShop(house, '戊家电', 'manager');
    const manager = await signIn(house, shop.username);
    const second = v7();
    await rows('insert into merchants.stores (id, merchant_id, name, created_at) values ($1, $2, $3, 1)', [
      second,
      shop.merchantId,
      '分店',
    ]);
    expect(await askCode(manager, second)).toMatchObject({ ok: true });
    await asOwnerOfDatabase(`update merchants.staff set store_ids = array[$1::uuid] where merchant_id = $2`, [
      second,
      shop.merchantId,
    ]);
    expect(await askCode(manager, shop.storeId)).toMatchObject(refused);
    expect(
      await manager.mutate('terminals.retire', { terminalId: shop.terminal.id }, z.array(terminalRow)),
    ).toMatchObject({ refusal: { code: 'terminal-unknown' } });
  });
});

async function asOwnerOfDatabase(text: string, values: unknown[]): Promise<void> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: house.databaseUrl });
  await client.connect();
  await client.query(text, values).finally(() => client.end());
}
