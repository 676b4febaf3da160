import { expect, test } from 'vitest';
import { remainingUntil, shortInstant } from './when.ts';

const now = Date.parse('2026-11-22T06:32:05Z');

test.each([
  ['2026-11-22T06:32:05Z', 'zh', '14:32'],
  ['2026-11-21T15:59:00Z', 'zh', '11月21日 23:59'],
  ['2026-11-21T15:59:00Z', 'en', '21 Nov 23:59'],
  ['2025-11-21T15:59:00Z', 'zh', '2025年11月21日 23:59'],
  ['2025-11-21T15:59:00Z', 'en', '21 Nov 2025 23:59'],
] as const)('%s is said in %s as %s', (instant, language, text) => {
  expect(shortInstant(Date.parse(instant), now, language)).toBe(text);
});

test.each([
  [0, { expired: true }],
  [-5_000, { expired: true }],
  [1, { expired: false, text: '0:01' }],
  [245_000, { expired: false, text: '4:05' }],
  [3_845_000, { expired: false, text: '1:04:05' }],
])('%i ms before the end', (left, said) => {
  expect(remainingUntil(now + left, now)).toEqual(said);
});
