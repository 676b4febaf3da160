import { describe, expect, test } from 'vitest';
import { REFUSAL_CODES } from '../refusals/refusal.ts';
import { REASON_CODES } from '../wire/decision.ts';
import { kioskIn } from './kiosk.ts';
import { LANGUAGES } from './language.ts';
import { reasonsIn } from './reasons.ts';
import { refusalText } from './refusals.ts';

const SENTENCE = { zh: /^[^a-z]*[。]$/, en: /^[A-Z][^一-鿿]*[.]$/ } as const;

describe.each(LANGUAGES)('messages in %s', (language) => {
  test.each(REFUSAL_CODES)('refusal %s says what happened and what to do, even without details', (code) => {
    const text = refusalText(language, { code });
    expect(text.what).toMatch(SENTENCE[language]);
    expect(text.next).toMatch(SENTENCE[language]);
  });

  test.each(REASON_CODES)('reason %s has a sentence for the shopper and one for the reviewer', (code) => {
    const text = reasonsIn[language][code];
    expect(text.shopper).toMatch(SENTENCE[language]);
    expect(text.reviewer).toMatch(SENTENCE[language]);
  });

  test('the kiosk table has no empty text', () => {
    const texts = textsOf(kioskIn[language]);
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.filter((text) => text.trim() === '')).toEqual([]);
  });
});

test('both kiosk tables have the same keys', () => {
  expect(keysOf(kioskIn.en)).toEqual(keysOf(kioskIn.zh));
});

test('details are worked into the words', () => {
  expect(refusalText('zh', { code: 'code-wrong', details: { attemptsLeft: 2 } }).next).toContain('还可以试 2 次');
  expect(refusalText('en', { code: 'code-wrong', details: { attemptsLeft: 1 } }).next).toContain('1 try left');
  expect(refusalText('zh', { code: 'code-locked', details: { retryAfterSeconds: 601 } }).next).toContain('11 分钟');
  expect(refusalText('en', { code: 'code-too-soon', details: { retryAfterSeconds: 42 } }).next).toContain('42 seconds');
  expect(
    refusalText('zh', { code: 'amount-out-of-range', details: { minFen: 50_000, maxFen: 10_000_000 } }).what,
  ).toContain('¥500.00 到 ¥100,000.00');
});

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

function keysOf(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object') return [path];
  return Object.entries(value)
    .flatMap(([key, inner]) => keysOf(inner, `${path}.${key}`))
    .sort();
}
