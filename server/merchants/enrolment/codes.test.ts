import { describe, expect, test } from 'vitest';
import { judgeCode, newCode, type EnrolmentCode } from './codes.ts';

const code: EnrolmentCode = {
  id: 'c',
  merchantId: 'm',
  storeId: 's',
  madeBy: 'p',
  expiresAt: 1_000,
  endedAt: null,
  terminalId: null,
};
const used = { ...code, terminalId: 't' };
const stranger = { known: null, shown: 'key' };

describe('a code', () => {
  test.each([
    ['that was never made', null, stranger, 999, 'enrolment-code-wrong'],
    ['in its time', code, stranger, 999, 'ok'],
    ['at its end', code, stranger, 1_000, 'enrolment-code-expired'],
    ['that was ended', { ...code, endedAt: 5 }, stranger, 999, 'enrolment-code-expired'],
    ['used, from the same key', used, { known: 'key', shown: 'key' }, 999, 'ok'],
    ['used, from another key', used, { known: 'other', shown: 'key' }, 999, 'enrolment-code-expired'],
    ['used, its terminal retired', used, stranger, 999, 'enrolment-code-expired'],
    ['used, too late to ask again', used, { known: 'key', shown: 'key' }, 1_000, 'enrolment-code-expired'],
  ] as const)('%s', (_what, found, keys, now, answer) => {
    const judged = judgeCode(found, keys, now);
    expect(judged.ok ? 'ok' : judged.refusal.code).toBe(answer);
  });

  test('has eight digits, and no two of a thousand are likely to be equal', () => {
    const codes = Array.from({ length: 1_000 }, newCode);
    expect(codes.every((each) => /^\d{8}$/.test(each))).toBe(true);
    // Two pairs in a thousand draws of 10^8 come about once in eighty thousand runs.
    expect(new Set(codes).size).toBeGreaterThanOrEqual(998);
  });
});
