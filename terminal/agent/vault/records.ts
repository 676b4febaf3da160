import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { envelopeSchema, type Envelope } from '#shared/wire/application.ts';
import { evidencePut } from '#shared/wire/terminal.ts';

export type SealedBlob = z.infer<typeof evidencePut>;

/** Where the chain of this terminal ends. */
export interface ChainEnd {
  readonly sequence: number;
  readonly hash: string;
}

export interface VaultCounts {
  /** Not yet with the server: sealed or sending. */
  readonly waiting: number;
  readonly rejected: number;
  /** When the oldest waiting item was sealed (instant); null without any. */
  readonly oldestAt: number | null;
}

/** What is in the vault. */
export interface Records {
  readonly chainEnd: () => ChainEnd;
  /** Item, evidence and the chain's new end in one transaction. Throws where the envelope is not the next one. */
  readonly commit: (envelope: Envelope, reference: string, blobs: readonly SealedBlob[]) => void;
  /** Of an application that was ever filed here; null for any other. */
  readonly referenceOf: (id: string) => string | null;
  readonly counts: () => VaultCounts;
  /** Throws where it was purged, or never was. */
  readonly envelopeOf: (id: string) => Envelope;
  readonly unsentEvidence: (itemId: string) => SealedBlob[];
}

const chainEnd = z.object({ sequence: z.int(), hash: z.string() });
const counts = z.object({ waiting: z.int(), rejected: z.int(), oldestAt: z.int().nullable() });

export function recordsOf(db: Database): Records {
  const selectEnd = db.prepare('SELECT last_sequence AS sequence, last_hash AS hash FROM meta');
  const moveEnd = db.prepare(
    'UPDATE meta SET last_sequence = ?, last_hash = ? WHERE last_sequence = ? AND last_hash = ?',
  );
  const insertItem = db.prepare(
    `INSERT INTO items (id, sequence, hash, reference, sealed_at, envelope, state) VALUES (?, ?, ?, ?, ?, ?, 'sealed')`,
  );
  const insertEvidence = db.prepare(
    `INSERT INTO evidence (item_id, sealed_sha256, blob, state) VALUES (?, ?, ?, 'waiting')`,
  );
  const selectReference = db.prepare('SELECT reference FROM items WHERE id = ?').pluck();
  const selectCounts = db.prepare(
    `SELECT count(*) FILTER (WHERE state IN ('sealed', 'sending')) AS waiting,
            count(*) FILTER (WHERE state = 'rejected') AS rejected,
            min(sealed_at) FILTER (WHERE state IN ('sealed', 'sending')) AS oldestAt
       FROM items WHERE state IN ('sealed', 'sending', 'rejected')`,
  );
  const selectEnvelope = db.prepare('SELECT envelope FROM items WHERE id = ?').pluck();
  const selectUnsent = db
    .prepare(`SELECT blob FROM evidence WHERE item_id = ? AND state = 'waiting' ORDER BY rowid`)
    .pluck();

  const commit = db.transaction((envelope: Envelope, reference: string, blobs: readonly SealedBlob[]): void => {
    const { id, sequence, hash, previousHash, sealedAt } = envelope;
    const moved = moveEnd.run(sequence, hash, sequence - 1, previousHash);
    if (moved.changes !== 1) throw new Error('An envelope must follow the last one of its vault.');
    insertItem.run(id, sequence, hash, reference, sealedAt, JSON.stringify(envelope));
    for (const blob of blobs) insertEvidence.run(id, blob.sealedSha256, JSON.stringify(blob));
  });
  return {
    chainEnd: () => chainEnd.parse(selectEnd.get()),
    commit: (envelope, reference, blobs) => {
      commit.immediate(envelope, reference, blobs);
    },
    referenceOf: (id) =>
      z
        .string()
        .nullable()
        .parse(selectReference.get(id) ?? null),
    counts: () => counts.parse(selectCounts.get()),
    envelopeOf: (id) => envelopeSchema.parse(JSON.parse(z.string().parse(selectEnvelope.get(id)))),
    unsentEvidence: (itemId) =>
      z
        .array(z.string())
        .parse(selectUnsent.all(itemId))
        .map((blob) => evidencePut.parse(JSON.parse(blob))),
  };
}
