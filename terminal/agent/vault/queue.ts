import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { refusal as refusalSchema, type Refusal } from '#shared/refusals/refusal.ts';

export interface QueueItem {
  readonly id: string;
  readonly sequence: number;
  readonly reference: string;
  readonly attempts: number;
}

/** The life of an item: sealed → sending → acknowledged → purged, or rejected (domain.md: Vault item). */
export interface Queue {
  /** The item whose turn it is: the oldest that the server does not have. */
  readonly nextItem: () => QueueItem | null;
  readonly markSending: (id: string) => void;
  readonly evidenceSent: (itemId: string, sealedSha256: string) => void;
  /** The server does not have them after all. */
  readonly evidenceMissing: (itemId: string) => void;
  readonly retryLater: (id: string, nextTryAt: number) => void;
  /** With the server for good; what was sealed is purged in the same breath, the id and its reference stay. */
  readonly acknowledge: (id: string) => void;
  /** Kept, marked, counted: a technician sees it. */
  readonly reject: (id: string, refusal: Refusal) => void;
  readonly rejected: () => { id: string; sequence: number; refusal: Refusal }[];
  /** The server misses items from this number on: those still here wait again. False where that very one is gone. */
  readonly resendFrom: (sequence: number) => boolean;
}

const item = z.object({ id: z.string(), sequence: z.int(), reference: z.string(), attempts: z.int() });
const rejectedRow = z.object({ id: z.string(), sequence: z.int(), refusal: z.string() });

export function queueOf(db: Database): Queue {
  const selectNext = db.prepare(
    `SELECT id, sequence, reference, attempts FROM items WHERE state IN ('sealed', 'sending') ORDER BY sequence LIMIT 1`,
  );
  const setSending = db.prepare(`UPDATE items SET state = 'sending', attempts = attempts + 1 WHERE id = ?`);
  const setSent = db.prepare(`UPDATE evidence SET state = 'sent' WHERE item_id = ? AND sealed_sha256 = ?`);
  const setWaiting = db.prepare(`UPDATE evidence SET state = 'waiting' WHERE item_id = ? AND state = 'sent'`);
  const setSealed = db.prepare(`UPDATE items SET state = 'sealed', next_try_at = ? WHERE id = ?`);
  const setAcknowledged = db.prepare(`UPDATE items SET state = 'acknowledged', refusal = NULL WHERE id = ?`);
  const setRejected = db.prepare(`UPDATE items SET state = 'rejected', refusal = ? WHERE id = ?`);
  const selectRejected = db.prepare(
    `SELECT id, sequence, refusal FROM items WHERE state = 'rejected' ORDER BY sequence`,
  );
  const setSealedFrom = db.prepare(
    `UPDATE items SET state = 'sealed', refusal = NULL, next_try_at = 0
      WHERE sequence >= ? AND state IN ('sealed', 'sending', 'rejected')`,
  );
  const selectWaiting = db.prepare(`SELECT 1 FROM items WHERE sequence = ? AND state = 'sealed'`);
  const acknowledge = db.transaction((id: string): void => {
    setAcknowledged.run(id);
    purge(db);
  });
  return {
    nextItem: () => item.nullable().parse(selectNext.get() ?? null),
    markSending: (id) => void setSending.run(id),
    evidenceSent: (itemId, sealedSha256) => void setSent.run(itemId, sealedSha256),
    evidenceMissing: (itemId) => void setWaiting.run(itemId),
    retryLater: (id, nextTryAt) => void setSealed.run(nextTryAt, id),
    acknowledge: (id) => {
      acknowledge.immediate(id);
    },
    reject: (id, refusal) => void setRejected.run(JSON.stringify(refusal), id),
    rejected: () =>
      z
        .array(rejectedRow)
        .parse(selectRejected.all())
        .map((row) => ({ ...row, refusal: refusalSchema.parse(JSON.parse(row.refusal)) })),
    resendFrom: (sequence) => {
      setSealedFrom.run(sequence);
      return selectWaiting.get(sequence) !== undefined;
    },
  };
}

/** What was under way when the program ended is sent again at once; the same item twice has one effect. */
export function recover(db: Database): void {
  db.transaction(() => {
    db.prepare(`UPDATE items SET state = 'sealed', next_try_at = 0 WHERE state IN ('sealed', 'sending')`).run();
    purge(db);
  })();
}

function purge(db: Database): void {
  db.prepare(
    `UPDATE evidence SET state = 'purged', blob = NULL
      WHERE state <> 'purged' AND item_id IN (SELECT id FROM items WHERE state = 'acknowledged')`,
  ).run();
  db.prepare(`UPDATE items SET state = 'purged', envelope = NULL WHERE state = 'acknowledged'`).run();
}
