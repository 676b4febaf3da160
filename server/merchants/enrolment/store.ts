import type { TerminalRow } from '#shared/wire/enrolment.ts';
import type { Tx } from '#server/platform/database.ts';
import type { EnrolmentCode } from './codes.ts';

export interface NewCode {
  id: string;
  merchantId: string;
  storeId: string;
  digest: string;
  madeBy: string;
  madeAt: number;
  expiresAt: number;
}

/** False where the same digits are still known, or another code for the store was made at this moment. */
export async function insertCode(tx: Tx, code: NewCode): Promise<boolean> {
  const rows = await tx.rows(
    `insert into merchants.enrolment_codes (id, merchant_id, store_id, digest, made_by, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
    [code.id, code.merchantId, code.storeId, code.digest, code.madeBy, code.madeAt, code.expiresAt],
  );
  return rows.length > 0;
}

/** True where there was a code to end that had not expired. */
export async function endCodeOf(tx: Tx, storeId: string, nowMs: number): Promise<boolean> {
  const ended = await tx.rows<{ expires_at: number }>(
    `update merchants.enrolment_codes set ended_at = $2
      where store_id = $1 and used_at is null and ended_at is null returning expires_at`,
    [storeId, nowMs],
  );
  return ended.some((code) => code.expires_at > nowMs);
}

export async function forgetCodesOf(tx: Tx, storeId: string, expiredBefore: number): Promise<void> {
  await tx.rows('delete from merchants.enrolment_codes where store_id = $1 and expires_at < $2', [
    storeId,
    expiredBefore,
  ]);
}

/** Held until the end of the transaction: of two terminals that show a code at once, one is second. */
export async function lockCode(tx: Tx, digest: string): Promise<EnrolmentCode | null> {
  const [code] = await tx.rows<EnrolmentCode>(
    `select id, merchant_id as "merchantId", store_id as "storeId", made_by as "madeBy", expires_at as "expiresAt",
       ended_at as "endedAt", terminal_id as "terminalId"
       from merchants.enrolment_codes where digest = $1 for update`,
    [digest],
  );
  return code ?? null;
}

export async function useCode(tx: Tx, code: { id: string; terminalId: string; usedAt: number }): Promise<void> {
  await tx.rows('update merchants.enrolment_codes set used_at = $2, terminal_id = $3 where id = $1', [
    code.id,
    code.usedAt,
    code.terminalId,
  ]);
}

/** Those at work first, the newest before the older. */
export function selectTerminalRows(tx: Tx): Promise<TerminalRow[]> {
  return tx.rows(
    `select t.id as "terminalId", t.label, m.name as merchant, t.store_id as "storeId", s.name as store, t.active,
       t.enrolled_at as "enrolledAt", p.name as "enrolledBy"
       from merchants.terminals t
       join merchants.stores s on s.id = t.store_id
       join merchants.merchants m on m.id = t.merchant_id
       left join merchants.staff p on p.id = t.enrolled_by
      order by t.active desc, t.enrolled_at desc, t.id desc`,
  );
}
