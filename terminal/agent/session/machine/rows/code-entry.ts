/** What entering a one-time code means, wherever it is asked for. Pure bookkeeping; the server has the last word. */
import { refuse, type Refusal, type Result } from '#shared/refusals/refusal.ts';
import { CODE_ATTEMPTS, type CodeSent } from '../draft.ts';
import type { EventOf } from '../events.ts';

type Sent = Extract<EventOf<'code-sent'>['result'], { ok: true }>['value'];

export function codeSent(phone: string, sent: Sent): CodeSent {
  return { phone, ...sent, attemptsLeft: CODE_ATTEMPTS };
}

/** Whether a new code may be asked for now. */
export function mayResend(code: CodeSent | null, now: number): Result<null> {
  if (!code || now >= code.resendAt) return { ok: true, value: null };
  return refuse('code-too-soon', { retryAfterSeconds: Math.ceil((code.resendAt - now) / 1_000) });
}

/** A code after the server's refusal: one try fewer, none, or as it was. */
export function afterRefusal(code: CodeSent | null, refusal: Refusal): CodeSent | null {
  if (!code) return null;
  if (refusal.code === 'code-locked') return { ...code, attemptsLeft: 0 };
  if (refusal.code !== 'code-wrong') return code;
  const told = refusal.details?.['attemptsLeft'];
  return { ...code, attemptsLeft: typeof told === 'number' ? told : Math.max(0, code.attemptsLeft - 1) };
}

export function isCodeForm(text: string): boolean {
  return /^\d{6}$/.test(text);
}
