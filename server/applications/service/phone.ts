import { randomInt, timingSafeEqual } from 'node:crypto';
import { maskPhone } from '#shared/identity/phone.ts';
import type { Language } from '#shared/messages/language.ts';
import { smsIn } from '#shared/messages/sms.ts';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import { digest, type Secrets } from '#server/platform/secrets.ts';
import type { SmsPort } from '#server/platform/sms.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { CODE_VALID_MS, HOUR_MS, mayRequest, RESEND_AFTER_MS, tryCode } from '../phone-codes.ts';
import {
  codesSince,
  insertCode,
  lockPhone,
  newestCode,
  removeCode,
  saveTry,
  saveVerification,
  verifiedAt,
  type CodeRow,
} from '../store/phone.ts';

export interface PhoneCodeSent {
  phoneMasked: string;
  resendAt: number;
  expiresAt: number;
}

export interface PhoneVerified {
  verificationId: string;
  verifiedAt: number;
}

interface Request {
  sessionId: string;
  phone: string;
  language: Language;
}

/** Makes a code, commits its digest, then sends it. A code that could not be sent is taken back. */
export async function requestCode(
  platform: Platform,
  sms: SmsPort,
  terminal: Terminal,
  request: Request,
): Promise<Result<PhoneCodeSent>> {
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  const stored = await platform.db.transaction(PLATFORM, (tx) => storeCode(platform, tx, terminal, request, code));
  if (!stored.ok) return stored;
  const { id, requestedAt, expiresAt } = stored.value;
  const text = smsIn[request.language].code({ code, minutes: CODE_VALID_MS / 60_000 });
  try {
    await sms.send({ id, phone: request.phone, text });
  } catch (error) {
    logFailure('sms-failed', error);
    await platform.db.transaction(PLATFORM, (tx) => removeCode(tx, id));
    return refuse('server-fault');
  }
  return done({ phoneMasked: maskPhone(request.phone), resendAt: requestedAt + RESEND_AFTER_MS, expiresAt });
}

async function storeCode(
  platform: Platform,
  tx: Tx,
  terminal: Terminal,
  { sessionId, phone }: Request,
  code: string,
): Promise<Result<{ id: string; requestedAt: number; expiresAt: number }>> {
  const phoneDigest = digest(platform.secrets, 'phone', phone);
  await lockPhone(tx, phoneDigest);
  const requestedAt = platform.now();
  const allowed = mayRequest(await codesSince(tx, phoneDigest, requestedAt - HOUR_MS), requestedAt);
  if (!allowed.ok) return allowed;
  const id = platform.newId();
  const expiresAt = requestedAt + CODE_VALID_MS;
  const codeDigest = digestOf(platform.secrets, { id, phone, code });
  await insertCode(tx, { id, phoneDigest, sessionId, terminalId: terminal.id, codeDigest, requestedAt, expiresAt });
  return done({ id, requestedAt, expiresAt });
}

export async function verifyCode(
  platform: Platform,
  terminal: Terminal,
  tried: { sessionId: string; phone: string; code: string },
): Promise<Result<PhoneVerified>> {
  const phoneDigest = digest(platform.secrets, 'phone', tried.phone);
  return platform.db.transaction(PLATFORM, async (tx) => {
    await lockPhone(tx, phoneDigest);
    const sent = await newestCode(tx, phoneDigest, tried.sessionId);
    const now = platform.now();
    const { answer, ...after } = tryCode(sent, sent !== null && matches(platform.secrets, sent, tried), now);
    if (!sent) return answer.ok ? refuse('code-not-requested') : answer;
    if (after.wrongTries !== sent.wrongTries) await saveTry(tx, sent.id, after);
    if (!answer.ok) return answer;
    // The answer was lost on its way: the same code in the same session gets it again.
    if (sent.verificationId !== null)
      return done({ verificationId: sent.verificationId, verifiedAt: await verifiedAt(tx, sent.verificationId) });
    const verificationId = platform.newId();
    await saveVerification(tx, { id: verificationId, codeId: sent.id, phoneDigest, terminalId: terminal.id, now });
    return done({ verificationId, verifiedAt: now });
  });
}

function matches(secrets: Secrets, sent: CodeRow, tried: { phone: string; code: string }): boolean {
  const given = digestOf(secrets, { id: sent.id, phone: tried.phone, code: tried.code });
  return timingSafeEqual(Buffer.from(given), Buffer.from(sent.codeDigest));
}

/** Bound to its row and phone, so that no digest can be looked up in a table of all codes or used elsewhere. */
function digestOf(secrets: Secrets, { id, phone, code }: { id: string; phone: string; code: string }): string {
  return digest(secrets, 'code', `${id}:${phone}:${code}`);
}

function logFailure(event: string, error: unknown): void {
  const message = error instanceof Error ? error.message : 'unknown';
  console.error(JSON.stringify({ level: 'error', event, message }));
}
