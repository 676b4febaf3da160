import { expect, test } from 'vitest';
import { LANGUAGES } from '#shared/messages/language.ts';
import { portalIn } from '#shared/messages/portal.ts';
import { REFUSAL_CODES } from '#shared/refusals/refusal.ts';
import { failureText } from './failure-text.ts';

test('every refusal has words in both languages', () => {
  for (const language of LANGUAGES) {
    for (const code of REFUSAL_CODES) expect(failureText({ code }, language)).not.toBe('');
  }
});

test('the desk has its own words for a lost line, and borrows the bounds of an amount from the counter', () => {
  expect(failureText({ code: 'offline' }, 'zh')).toBe(portalIn.zh.failure.offline);
  const refusal = { code: 'amount-out-of-range', details: { minFen: 500_00, maxFen: 100_000_00 } } as const;
  expect(failureText(refusal, 'zh')).toContain('500');
});
