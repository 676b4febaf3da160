import { expect, test } from 'vitest';
import { signBody } from '#server/platform/signature.ts';
import { makeSmsGateway } from './sms-gateway.ts';

const key = new Uint8Array(32).fill(7);
const body = (n: number): string =>
  JSON.stringify({
    id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    phone: '13900000000',
    text: `验证码 ${n}`,
    sentAt: n,
  });

test('a signed message is kept, and sent again it is the same', () => {
  const gateway = makeSmsGateway(key);
  expect(gateway.take(body(1), signBody(key, body(1)))).toBe(200);
  expect(gateway.take(body(1), signBody(key, body(1)))).toBe(200);
  expect(gateway.messages().map((message) => message.text)).toEqual(['验证码 1']);
});

test.each([
  ['no signature', body(1), undefined, 401],
  ['a wrong one', body(1), signBody(new Uint8Array(32), body(1)), 401],
  ['one of another message', body(1), signBody(key, body(2)), 401],
  ['no JSON', '{', signBody(key, '{'), 400],
  ['no message', '{}', signBody(key, '{}'), 400],
] as const)('%s: refused and not kept', (_case, text, signature, status) => {
  const gateway = makeSmsGateway(key);
  expect(gateway.take(text, signature)).toBe(status);
  expect(gateway.messages()).toEqual([]);
});

test('only the last two hundred are kept', () => {
  const gateway = makeSmsGateway(key);
  for (let n = 1; n <= 201; n += 1) gateway.take(body(n), signBody(key, body(n)));
  expect(gateway.messages()).toHaveLength(200);
  expect(gateway.messages()[0]?.sentAt).toBe(2);
});
