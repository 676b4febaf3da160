import { randomInt } from 'node:crypto';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';

/** Codes that let a new terminal in: how they are made, how long they hold, what a code is worth when it is shown. */
export const CODE_VALID_MS = 15 * 60_000;
/** For so long after its end a code is still told from one that never was; then it is forgotten. */
export const CODE_KEPT_MS = 24 * 3_600_000;

const CODES = 100_000_000;

/** Eight digits, each code as likely as any other. */
export function newCode(): string {
  return String(randomInt(CODES)).padStart(8, '0');
}

export interface EnrolmentCode {
  id: string;
  merchantId: string;
  storeId: string;
  /** Id of the person in the portal. */
  madeBy: string;
  expiresAt: number;
  endedAt: number | null;
  /** The terminal that came in by it; null while it is not used. */
  terminalId: string | null;
}

/**
 * Whether a code lets the holder of the key `shown` in; gives the code. `known` is the key of the terminal that came in
 * by it, null where there is none, or none any more. The same key once more is a terminal whose answer was lost on the
 * line; whoever comes with another key is too late.
 */
export function judgeCode(
  code: EnrolmentCode | null,
  keys: { known: string | null; shown: string },
  now: number,
): Result<EnrolmentCode> {
  if (!code) return refuse('enrolment-code-wrong');
  if (code.endedAt !== null || code.expiresAt <= now) return refuse('enrolment-code-expired');
  if (code.terminalId !== null && keys.known !== keys.shown) return refuse('enrolment-code-expired');
  return done(code);
}
