import type { Tx } from '#server/platform/database.ts';
import type { SentCode } from '../phone-codes.ts';

export interface CodeRow extends SentCode {
  id: string;
  sessionId: string;
  codeDigest: string;
}

const CODE = `id, session_id as "sessionId", code_digest as "codeDigest", requested_at as "requestedAt",
  expires_at as "expiresAt", wrong_tries as "wrongTries", locked_until as "lockedUntil",
  verification_id as "verificationId"`;

/** Two requests for one phone at the same time come one after the other. */
export async function lockPhone(tx: Tx, phoneDigest: string): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [phoneDigest], 'phone-lock');
}

export async function codesSince(tx: Tx, phoneDigest: string, since: number): Promise<CodeRow[]> {
  return tx.rows<CodeRow>(
    `select ${CODE} from applications.phone_codes where phone_digest = $1 and requested_at > $2
      order by requested_at desc limit 10`,
    [phoneDigest, since],
    'phone-codes',
  );
}

/** The newest code that was sent to a phone in a session. */
export async function newestCode(tx: Tx, phoneDigest: string, sessionId: string): Promise<CodeRow | null> {
  const [row] = await tx.rows<CodeRow>(
    `select ${CODE} from applications.phone_codes where phone_digest = $1 and session_id = $2
      order by requested_at desc limit 1`,
    [phoneDigest, sessionId],
    'phone-newest',
  );
  return row ?? null;
}

export async function insertCode(
  tx: Tx,
  code: {
    id: string;
    phoneDigest: string;
    sessionId: string;
    terminalId: string;
    codeDigest: string;
    requestedAt: number;
    expiresAt: number;
  },
): Promise<void> {
  await tx.rows(
    `insert into applications.phone_codes
       (id, phone_digest, session_id, terminal_id, code_digest, requested_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [code.id, code.phoneDigest, code.sessionId, code.terminalId, code.codeDigest, code.requestedAt, code.expiresAt],
    'phone-code-add',
  );
}

export async function removeCode(tx: Tx, id: string): Promise<void> {
  await tx.rows('delete from applications.phone_codes where id = $1', [id]);
}

export async function saveTry(
  tx: Tx,
  id: string,
  tried: { wrongTries: number; lockedUntil: number | null },
): Promise<void> {
  await tx.rows(
    'update applications.phone_codes set wrong_tries = $2, locked_until = $3 where id = $1',
    [id, tried.wrongTries, tried.lockedUntil],
    'phone-code-try',
  );
}

export async function saveVerification(
  tx: Tx,
  verification: { id: string; codeId: string; phoneDigest: string; terminalId: string; now: number },
): Promise<void> {
  await tx.rows(
    `with used as (update applications.phone_codes set verification_id = $1 where id = $2)
     insert into applications.phone_verifications (id, phone_digest, terminal_id, verified_at) values ($1, $3, $4, $5)`,
    [verification.id, verification.codeId, verification.phoneDigest, verification.terminalId, verification.now],
    'phone-verified',
  );
}

export async function verifiedAt(tx: Tx, verificationId: string): Promise<number> {
  const [row] = await tx.rows<{ verified_at: number }>(
    'select verified_at from applications.phone_verifications where id = $1',
    [verificationId],
  );
  if (!row) throw new Error('A used code has its verification.');
  return row.verified_at;
}
