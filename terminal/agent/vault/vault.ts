import type Database from 'better-sqlite3';
import { z } from 'zod';
import { refusal as refusalSchema, type Refusal } from '#shared/refusals/refusal.ts';
import { envelopeSchema, type Envelope } from '#shared/wire/application.ts';
import { evidencePut } from '#shared/wire/terminal.ts';
import { openDatabase } from './open.ts';

export type SealedBlob = z.infer<typeof evidencePut>;

/** Where the chain of this terminal ends. */
export interface ChainEnd {
  readonly sequence: number;
  readonly hash: string;
}

export interface QueueItem {
  readonly id: string;
  readonly sequence: number;
  readonly reference: string;
  readonly attempts: number;
  readonly nextTryAt: number;
}

export interface VaultCounts {
  /** Not yet with the server: sealed or sending. */
  readonly waiting: number;
  readonly rejected: number;
  /** When the oldest waiting item was sealed (instant); null without any. */
  readonly oldestAt: number | null;
}

const itemRow = z.object({
  id: z.string(),
  sequence: z.int(),
  reference: z.string(),
  attempts: z.int(),
  nextTryAt: z.int(),
});
const countsRow = z.object({ waiting: z.int(), rejected: z.int(), oldestAt: z.int().nullable() });
const ITEM = 'SELECT id, sequence, reference, attempts, next_try_at AS nextTryAt FROM items';

/** The kiosk's sealed queue (暂存库). Every method is one transaction and synchronous: when it returns, it is on disk. */
export type Vault = ReturnType<typeof openVault>;

/** Throws `VaultInUse`, `VaultOfAnother` or `VaultFromFuture`, and whatever SQLite says of a broken file. */
export function openVault(file: string, terminalId: string) {
  const db = openDatabase(file, terminalId);
  recover(db);
  const setState = db.prepare('UPDATE items SET state = ?, refusal = ? WHERE id = ?');

  return {
    chainEnd: (): ChainEnd =>
      z
        .object({ sequence: z.int(), hash: z.string() })
        .parse(db.prepare('SELECT last_sequence AS sequence, last_hash AS hash FROM meta').get()),

    /** Item, evidence and the chain's new end in one transaction. Throws where the envelope is not the next one. */
    commit: db.transaction((envelope: Envelope, reference: string, blobs: readonly SealedBlob[]) => {
      const moved = db
        .prepare('UPDATE meta SET last_sequence = ?, last_hash = ? WHERE last_sequence = ? AND last_hash = ?')
        .run(envelope.sequence, envelope.hash, envelope.sequence - 1, envelope.previousHash);
      if (moved.changes !== 1) throw new Error('An envelope must follow the last one of its vault.');
      db.prepare(
        `INSERT INTO items (id, sequence, hash, reference, sealed_at, envelope, state) VALUES (?, ?, ?, ?, ?, ?, 'sealed')`,
      ).run(envelope.id, envelope.sequence, envelope.hash, reference, envelope.sealedAt, JSON.stringify(envelope));
      const insert = db.prepare(
        `INSERT INTO evidence (item_id, sealed_sha256, blob, state) VALUES (?, ?, ?, 'waiting')`,
      );
      for (const blob of blobs) insert.run(envelope.id, blob.sealedSha256, JSON.stringify(blob));
    }).immediate,

    referenceOf: (id: string): string | null =>
      z
        .string()
        .nullable()
        .parse(db.prepare('SELECT reference FROM items WHERE id = ?').pluck().get(id) ?? null),

    counts: (): VaultCounts =>
      countsRow.parse(
        db
          .prepare(
            `SELECT count(*) FILTER (WHERE state IN ('sealed', 'sending')) AS waiting,
                    count(*) FILTER (WHERE state = 'rejected') AS rejected,
                    min(sealed_at) FILTER (WHERE state IN ('sealed', 'sending')) AS oldestAt
               FROM items WHERE state <> 'purged'`,
          )
          .get(),
      ),

    /** The item whose turn it is: the oldest that the server does not have. */
    nextItem: (): QueueItem | null =>
      itemRow
        .nullable()
        .parse(db.prepare(`${ITEM} WHERE state IN ('sealed', 'sending') ORDER BY sequence LIMIT 1`).get() ?? null),

    envelopeOf: (id: string): Envelope =>
      envelopeSchema.parse(
        JSON.parse(z.string().parse(db.prepare('SELECT envelope FROM items WHERE id = ?').pluck().get(id))),
      ),

    unsentEvidence: (itemId: string): SealedBlob[] =>
      z
        .array(z.string())
        .parse(
          db
            .prepare(`SELECT blob FROM evidence WHERE item_id = ? AND state = 'waiting' ORDER BY rowid`)
            .pluck()
            .all(itemId),
        )
        .map((blob) => evidencePut.parse(JSON.parse(blob))),

    markSending: (id: string): void => {
      db.prepare(`UPDATE items SET state = 'sending', attempts = attempts + 1 WHERE id = ?`).run(id);
    },

    evidenceSent: (itemId: string, sealedSha256: string): void => {
      db.prepare(`UPDATE evidence SET state = 'sent' WHERE item_id = ? AND sealed_sha256 = ?`).run(
        itemId,
        sealedSha256,
      );
    },

    /** The server does not have them after all. */
    evidenceMissing: (itemId: string): void => {
      db.prepare(`UPDATE evidence SET state = 'waiting' WHERE item_id = ? AND state = 'sent'`).run(itemId);
    },

    retryLater: (id: string, nextTryAt: number): void => {
      db.prepare(`UPDATE items SET state = 'sealed', next_try_at = ? WHERE id = ?`).run(nextTryAt, id);
    },

    /** With the server for good; what was sealed is purged in the same breath, the id and its reference stay. */
    acknowledge: db.transaction((id: string) => {
      setState.run('acknowledged', null, id);
      purge(db);
    }).immediate,

    /** Kept, marked, counted: a technician sees it. */
    reject: (id: string, refusal: Refusal): void => {
      setState.run('rejected', JSON.stringify(refusal), id);
    },

    rejected: (): { id: string; sequence: number; refusal: Refusal }[] =>
      z
        .array(z.object({ id: z.string(), sequence: z.int(), refusal: z.string() }))
        .parse(db.prepare(`SELECT id, sequence, refusal FROM items WHERE state = 'rejected' ORDER BY sequence`).all())
        .map((row) => ({ ...row, refusal: refusalSchema.parse(JSON.parse(row.refusal)) })),

    /** The server misses items from this number on: those still here wait again. Their count. */
    resendFrom: (sequence: number): number =>
      db
        .prepare(
          `UPDATE items SET state = 'sealed', refusal = NULL, next_try_at = 0
            WHERE sequence >= ? AND state IN ('sealed', 'sending', 'rejected')`,
        )
        .run(sequence).changes,

    askWithdrawal: (applicationId: string, now: number): void => {
      db.prepare('INSERT OR IGNORE INTO withdrawals (application_id, asked_at) VALUES (?, ?)').run(applicationId, now);
    },

    /** The oldest withdrawal whose application the server knows by now. */
    nextWithdrawal: (): string | null =>
      z
        .string()
        .nullable()
        .parse(
          db
            .prepare(
              `SELECT application_id FROM withdrawals JOIN items ON items.id = application_id
                WHERE state = 'purged' ORDER BY sequence LIMIT 1`,
            )
            .pluck()
            .get() ?? null,
        ),

    withdrawalAnswered: (applicationId: string): void => {
      db.prepare('DELETE FROM withdrawals WHERE application_id = ?').run(applicationId);
    },

    close: (): void => {
      db.close();
    },
  };
}

/** What was under way when the program ended is sent again; the same item twice has one effect. */
function recover(db: Database.Database): void {
  db.transaction(() => {
    db.prepare(`UPDATE items SET state = 'sealed', next_try_at = 0 WHERE state IN ('sealed', 'sending')`).run();
    purge(db);
  })();
}

function purge(db: Database.Database): void {
  db.prepare(
    `UPDATE evidence SET state = 'purged', blob = NULL
      WHERE state <> 'purged' AND item_id IN (SELECT id FROM items WHERE state = 'acknowledged')`,
  ).run();
  db.prepare(`UPDATE items SET state = 'purged', envelope = NULL WHERE state = 'acknowledged'`).run();
}
