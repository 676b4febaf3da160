import type { Tx } from '#server/platform/database.ts';
import type { Refusal, RefusalCode } from '#shared/refusals/refusal.ts';
import { FIRST_PREVIOUS_HASH, type Envelope } from '#shared/wire/application.ts';

export interface Admitted {
  /** True where this application came before under another number. */
  known: boolean;
  phone_verified_at: number | null;
}

/**
 * Moves the terminal's number by this item, and holds it until the end of the transaction. Null where the item is not
 * the next one, does not follow the last one's hash, or evidence is missing: `standing` says which.
 */
export async function admit(
  tx: Tx,
  envelope: Envelope,
  phone: { digest: string | null; verificationId: string | null },
): Promise<Admitted | null> {
  const [row] = await tx.rows<Admitted>(
    `update applications.queue_heads set sequence = $2, hash = $3
      where terminal_id = $1 and sequence = $2 - 1 and hash = $4
        and cardinality($5::text[]) =
          (select count(*) from applications.evidence where sealed_sha256 = any ($5) and terminal_id = $1)
      returning
        exists (select 1 from applications.applications where id = $6) as known,
        (select verified_at from applications.phone_verifications where id = $7 and phone_digest = $8)
          as phone_verified_at`,
    [
      envelope.terminalId,
      envelope.sequence,
      envelope.hash,
      envelope.previousHash,
      [...new Set(envelope.evidence)],
      envelope.id,
      phone.verificationId,
      phone.digest,
    ],
    'intake-admit',
  );
  return row ?? null;
}

/** Makes the terminal's queue where it has none; true where it was made now. */
export async function beginQueue(tx: Tx, terminalId: string): Promise<boolean> {
  const made = await tx.rows(
    `insert into applications.queue_heads (terminal_id, sequence, hash) values ($1, 0, $2)
     on conflict (terminal_id) do nothing returning terminal_id`,
    [terminalId, FIRST_PREVIOUS_HASH],
  );
  return made.length === 1;
}

export interface Standing {
  sequence: number;
  hash: string;
  item: { hash: string; reference: string; envelope_id: string; refusal: Refusal | null } | null;
  evidenceMissing: number;
}

export async function standing(tx: Tx, envelope: Envelope): Promise<Standing> {
  const evidence = [...new Set(envelope.evidence)];
  const [row] = await tx.rows<{
    sequence: number;
    hash: string;
    item_hash: string | null;
    reference: string;
    envelope_id: string;
    refusal_code: RefusalCode | null;
    refusal_details: Record<string, string | number> | null;
    evidence_found: number;
  }>(
    `select h.sequence, h.hash, i.hash as item_hash, i.reference, i.envelope_id, i.refusal_code, i.refusal_details,
            (select count(*) from applications.evidence where sealed_sha256 = any ($3) and terminal_id = $1)
              as evidence_found
       from applications.queue_heads h
       left join applications.queue_items i on i.terminal_id = h.terminal_id and i.sequence = $2
      where h.terminal_id = $1`,
    [envelope.terminalId, envelope.sequence, evidence],
    'intake-standing',
  );
  if (!row) throw new Error('A terminal that submits has a queue.');
  const refusal = row.refusal_code === null ? null : refusalOf(row.refusal_code, row.refusal_details);
  return {
    sequence: row.sequence,
    hash: row.hash,
    item:
      row.item_hash === null
        ? null
        : { hash: row.item_hash, reference: row.reference, envelope_id: row.envelope_id, refusal },
    evidenceMissing: evidence.length - row.evidence_found,
  };
}

function refusalOf(code: RefusalCode, details: Record<string, string | number> | null): Refusal {
  return details === null ? { code } : { code, details };
}

export interface RefusedItem {
  envelope: Envelope;
  reference: string;
  refusal: Refusal;
  receivedAt: number;
}

export async function insertRefusedItem(tx: Tx, item: RefusedItem): Promise<void> {
  await tx.rows(
    `insert into applications.queue_items
       (terminal_id, sequence, hash, envelope_id, status, reference, refusal_code, refusal_details, received_at)
     values ($1, $2, $3, $4, 'refused', $5, $6, $7, $8)`,
    [
      item.envelope.terminalId,
      item.envelope.sequence,
      item.envelope.hash,
      item.envelope.id,
      item.reference,
      item.refusal.code,
      item.refusal.details ? JSON.stringify(item.refusal.details) : null,
      item.receivedAt,
    ],
  );
}
