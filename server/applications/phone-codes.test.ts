import { describe, expect, test } from 'vitest';
import { mayRequest, tryCode, verificationHolds, type SentCode } from './phone-codes.ts';

const now = 1_000_000_000;
const code: SentCode = {
  requestedAt: now - 10_000,
  expiresAt: now + 290_000,
  wrongTries: 0,
  lockedUntil: null,
  verificationId: null,
};

describe('trying a code', () => {
  const answer = (change: Partial<SentCode>, matches: boolean): string => {
    const result = tryCode({ ...code, ...change }, matches, now).answer;
    return result.ok ? result.value : result.refusal.code;
  };

  test.each<[string, Partial<SentCode>, boolean, string]>([
    ['right', {}, true, 'verified'],
    ['right again', { verificationId: 'v' }, true, 'verified-before'],
    ['wrong', {}, false, 'code-wrong'],
    ['wrong for the third time', { wrongTries: 2 }, false, 'code-locked'],
    ['right after two wrong ones', { wrongTries: 2 }, true, 'verified'],
    ['right while locked', { wrongTries: 3, lockedUntil: now + 1 }, true, 'code-locked'],
    ['right after the lock', { wrongTries: 3, lockedUntil: now }, true, 'code-expired'],
    ['right at the very end', { expiresAt: now + 1 }, true, 'verified'],
    ['right too late', { expiresAt: now }, true, 'code-expired'],
  ])('%s', (_, change, matches, expected) => {
    expect(answer(change, matches)).toBe(expected);
  });

  test('without a code there is nothing to try', () => {
    expect(tryCode(null, true, now).answer).toEqual({ ok: false, refusal: { code: 'code-not-requested' } });
  });
});

test('a lock says how long it still lasts, in whole seconds and never none', () => {
  const locked = { ...code, lockedUntil: now + 1 };
  expect(mayRequest([locked], now)).toEqual({
    ok: false,
    refusal: { code: 'code-locked', details: { retryAfterSeconds: 1 } },
  });
});

test('a verification holds for a day', () => {
  expect(verificationHolds(now, now + 24 * 3_600_000)).toBe(true);
  expect(verificationHolds(now, now + 24 * 3_600_000 + 1)).toBe(false);
});
