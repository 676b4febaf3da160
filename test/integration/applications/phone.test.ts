import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestCode, verifyCode } from '#server/applications/index.ts';
import type { Sms } from '#server/platform/sms.ts';
import { codeOf, count, openCounter, valueOf, type Counter } from './counter.ts';

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.close());

let phones = 19_911_110_000;
function visitor() {
  phones += 1;
  const phone = String(phones);
  const sessionId = v7();
  const sent: Sms[] = [];
  const sms = { send: async (message: Sms) => void sent.push(message) };
  return {
    sent,
    phone,
    ask: () => requestCode(counter.platform, sms, counter.terminal, { sessionId, phone, language: 'zh' }),
    askInVain: () =>
      requestCode(
        counter.platform,
        { send: () => Promise.reject(new Error('The SMS gateway answered 503.')) },
        counter.terminal,
        { sessionId, phone, language: 'zh' },
      ),
    try: (code: string) => verifyCode(counter.platform, counter.terminal, { sessionId, phone, code }),
    code: () => /\d{6}/.exec(sent.at(-1)?.text ?? '')?.[0] ?? '',
    wrong: () => (sent.at(-1)?.text.includes('000000') ? '000001' : '000000'),
  };
}

test('the code that was sent verifies the phone; asked again in the session it is the same verification', async () => {
  const { ask, sent, phone, ...person } = visitor();
  const answer = valueOf(await ask());
  expect(answer).toEqual({
    phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
    resendAt: counter.clock.now + 60_000,
    expiresAt: counter.clock.now + 300_000,
  });
  expect(sent).toHaveLength(1);
  expect(sent[0]?.phone).toBe(phone);
  const verified = valueOf(await person.try(person.code()));
  expect(valueOf(await person.try(person.code()))).toEqual(verified);
});

test('three wrong tries lock the code for a minute; then a new one can be asked for', async () => {
  const person = visitor();
  valueOf(await person.ask());
  expect(await person.try(person.wrong())).toEqual({
    ok: false,
    refusal: { code: 'code-wrong', details: { attemptsLeft: 2 } },
  });
  expect(await person.try(person.wrong())).toEqual({
    ok: false,
    refusal: { code: 'code-wrong', details: { attemptsLeft: 1 } },
  });
  const locked = { ok: false, refusal: { code: 'code-locked', details: { retryAfterSeconds: 60 } } };
  expect(await person.try(person.wrong())).toEqual(locked);
  expect(await person.try(person.code())).toEqual(locked);
  expect(await person.ask()).toEqual(locked);
  counter.clock.now += 60_000;
  expect(codeOf(await person.try(person.code()))).toBe('code-expired');
  valueOf(await person.ask());
  expect(codeOf(await person.try(person.code()))).toBe('ok');
});

test('eight wrong tries at once count as eight, not as one', async () => {
  const person = visitor();
  valueOf(await person.ask());
  const answers = await Promise.all(Array.from({ length: 8 }, () => person.try(person.wrong())));
  expect(answers.map(codeOf).filter((code) => code === 'code-wrong')).toHaveLength(2);
  expect(answers.map(codeOf).filter((code) => code === 'code-locked')).toHaveLength(6);
});

test('a second code within a minute is too soon; a sixth within an hour is too many', async () => {
  const person = visitor();
  valueOf(await person.ask());
  counter.clock.now += 59_000;
  expect(await person.ask()).toEqual({
    ok: false,
    refusal: { code: 'code-too-soon', details: { retryAfterSeconds: 1 } },
  });
  for (let n = 2; n <= 5; n += 1) {
    counter.clock.now += 60_000;
    valueOf(await person.ask());
  }
  counter.clock.now += 60_000;
  expect(codeOf(await person.ask())).toBe('code-locked');
  counter.clock.now += 3_600_000;
  expect(codeOf(await person.ask())).toBe('ok');
});

test('two requests at once send one code', async () => {
  const person = visitor();
  const answers = await Promise.all([person.ask(), person.ask(), person.ask()]);
  expect(answers.map(codeOf).sort()).toEqual(['code-too-soon', 'code-too-soon', 'ok']);
  expect(person.sent).toHaveLength(1);
});

test('after five minutes a code has run out; without one there is nothing to verify', async () => {
  const person = visitor();
  expect(codeOf(await person.try('123456'))).toBe('code-not-requested');
  valueOf(await person.ask());
  counter.clock.now += 300_000;
  expect(codeOf(await person.try(person.code()))).toBe('code-expired');
});

test('a code is worth nothing in another session', async () => {
  const person = visitor();
  valueOf(await person.ask());
  const elsewhere = { sessionId: v7(), phone: person.phone, code: person.code() };
  expect(codeOf(await verifyCode(counter.platform, counter.terminal, elsewhere))).toBe('code-not-requested');
});

test('when the message can not be sent the code is taken back, and the next request need not wait', async () => {
  const person = visitor();
  expect(codeOf(await person.askInVain())).toBe('server-fault');
  expect(codeOf(await person.ask())).toBe('ok');
});

test('neither phone nor code stand in the database', async () => {
  const person = visitor();
  valueOf(await person.ask());
  for (const table of ['phone_codes', 'phone_verifications']) {
    const found = `select count(*)::bigint as count from applications.${table} t
      where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%'`;
    expect(await count(counter, found, [person.phone, `"${person.code()}"`])).toBe(0);
  }
});
