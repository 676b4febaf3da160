import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { fen } from '#shared/money/fen.ts';
import { openOrderCode, signOrderCode } from './code.ts';

const key = () => generateKeyPairSync('ed25519').privateKey;
const mine = key();
const payload = {
  orderId: '00000000-0000-7000-8000-000000000001',
  merchantId: '00000000-0000-7000-8000-000000000002',
  merchant: '王家庄家电城',
  store: '县城店',
  summary: '冰箱 ×2',
  priceFen: fen(3_299_00),
  downPaymentFen: fen(299_00),
  expiresAt: 1_000,
};
const code = signOrderCode(payload, mine);

test('a code says what was signed, until it expires', () => {
  expect(openOrderCode(code, mine, 999)).toEqual({ ok: true, value: payload });
  expect(openOrderCode(`  ${code}\r\n`, mine, 0)).toMatchObject({ ok: true });
  expect(openOrderCode(code, mine, 1_000)).toMatchObject({ refusal: { code: 'order-code-expired' } });
});

test('a code of another server, or one altered, is forged', () => {
  expect(openOrderCode(code, key(), 0)).toMatchObject({ refusal: { code: 'order-code-forged' } });
  const [head = '', , signature = ''] = code.split('.');
  const cheaper = Buffer.from(JSON.stringify({ ...payload, priceFen: 1_00 })).toString('base64url');
  expect(openOrderCode(`${head}.${cheaper}.${signature}`, mine, 0)).toMatchObject({
    refusal: { code: 'order-code-forged' },
  });
});

test.each(['', 'https://example.com', 'ZG1.x.y', '6901234567892'])('%j is no order code', (text) => {
  expect(openOrderCode(text, mine, 0)).toMatchObject({ refusal: { code: 'order-code-unreadable' } });
});

test('a code stays small enough for a QR on a screen, also with the longest names', () => {
  const long = { ...payload, merchant: '商'.repeat(60), store: '店'.repeat(60), summary: '品'.repeat(80) };
  expect(signOrderCode(long, mine).length).toBeLessThan(1_400);
  expect(code.length).toBeLessThan(800);
});
