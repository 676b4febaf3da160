import { done, refuse, type Result } from '#shared/refusals/refusal.ts';

/** One-time codes to a phone: how long they hold, how often they may be asked for, how often guessed. Pure. */
export const CODE_VALID_MS = 5 * 60_000;
export const RESEND_AFTER_MS = 60_000;
export const LOCK_MS = 60_000;
export const HOUR_MS = 3_600_000;
const CODES_PER_HOUR_MAX = 5;
const WRONG_TRIES_MAX = 3;
const VERIFICATION_HOLDS_MS = 24 * HOUR_MS;

export interface SentCode {
  requestedAt: number;
  expiresAt: number;
  wrongTries: number;
  lockedUntil: number | null;
  verificationId: string | null;
}

/** May another code be sent? `lastHour` holds the codes sent to this phone in the last hour, newest first. */
export function mayRequest(lastHour: readonly SentCode[], now: number): Result<null> {
  const newest = lastHour[0];
  if (!newest) return done(null);
  if (newest.lockedUntil !== null && newest.lockedUntil > now)
    return refuse('code-locked', { retryAfterSeconds: secondsUntil(newest.lockedUntil, now) });
  const oldest = lastHour[CODES_PER_HOUR_MAX - 1];
  if (oldest) return refuse('code-locked', { retryAfterSeconds: secondsUntil(oldest.requestedAt + HOUR_MS, now) });
  // After three wrong tries the lock has been waited for already.
  if (newest.lockedUntil === null && newest.requestedAt + RESEND_AFTER_MS > now)
    return refuse('code-too-soon', { retryAfterSeconds: secondsUntil(newest.requestedAt + RESEND_AFTER_MS, now) });
  return done(null);
}

/** What a try does to the code: `wrongTries` and `lockedUntil` are to be stored, the answer goes to the counter. */
export interface TriedCode {
  wrongTries: number;
  lockedUntil: number | null;
  answer: Result<'verified' | 'verified-before'>;
}

export function tryCode(code: SentCode | null, matches: boolean, now: number): TriedCode {
  if (!code) return { wrongTries: 0, lockedUntil: null, answer: refuse('code-not-requested') };
  const unchanged = { wrongTries: code.wrongTries, lockedUntil: code.lockedUntil };
  if (code.lockedUntil !== null && code.lockedUntil > now)
    return { ...unchanged, answer: refuse('code-locked', { retryAfterSeconds: secondsUntil(code.lockedUntil, now) }) };
  if (code.lockedUntil !== null || code.expiresAt <= now) return { ...unchanged, answer: refuse('code-expired') };
  if (matches) return { ...unchanged, answer: done(code.verificationId === null ? 'verified' : 'verified-before') };
  const wrongTries = code.wrongTries + 1;
  const attemptsLeft = WRONG_TRIES_MAX - wrongTries;
  if (attemptsLeft > 0) return { wrongTries, lockedUntil: null, answer: refuse('code-wrong', { attemptsLeft }) };
  return {
    wrongTries,
    lockedUntil: now + LOCK_MS,
    answer: refuse('code-locked', { retryAfterSeconds: LOCK_MS / 1_000 }),
  };
}

/** A verified phone may be relied on for a day, counted to when the application was sealed. */
export function verificationHolds(verifiedAt: number, usedAt: number): boolean {
  return usedAt - verifiedAt <= VERIFICATION_HOLDS_MS;
}

function secondsUntil(then: number, now: number): number {
  return Math.max(1, Math.ceil((then - now) / 1_000));
}
