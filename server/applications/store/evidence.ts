import type { Tx } from '#server/platform/database.ts';

/** Content-addressed: the same blob twice is one. */
export async function insertEvidence(
  tx: Tx,
  blob: {
    sealedSha256: string;
    terminalId: string;
    keyId: string;
    enc: Uint8Array;
    ciphertext: Uint8Array;
    now: number;
  },
): Promise<void> {
  await tx.rows(
    `insert into applications.evidence (sealed_sha256, terminal_id, key_id, enc, ciphertext, received_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (sealed_sha256) do nothing`,
    [blob.sealedSha256, blob.terminalId, blob.keyId, blob.enc, blob.ciphertext, blob.now],
    'evidence-put',
  );
}

export async function findEvidence(
  tx: Tx,
  terminalId: string,
  sealedSha256: string,
): Promise<{ keyId: string; enc: Buffer; ciphertext: Buffer } | null> {
  const [row] = await tx.rows<{ keyId: string; enc: Buffer; ciphertext: Buffer }>(
    `select key_id as "keyId", enc, ciphertext from applications.evidence
      where sealed_sha256 = $1 and terminal_id = $2`,
    [sealedSha256, terminalId],
    'evidence-find',
  );
  return row ?? null;
}
