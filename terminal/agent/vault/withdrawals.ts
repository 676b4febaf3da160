import type { Database } from 'better-sqlite3';
import { z } from 'zod';

/** Applications whose shopper took them back: kept until the server has answered, whatever happens in between. */
export interface Withdrawals {
  readonly askWithdrawal: (applicationId: string, now: number) => void;
  /** The oldest whose application the server knows by now. */
  readonly nextWithdrawal: () => string | null;
  readonly withdrawalAnswered: (applicationId: string) => void;
}

export function withdrawalsOf(db: Database): Withdrawals {
  const insert = db.prepare('INSERT OR IGNORE INTO withdrawals (application_id, asked_at) VALUES (?, ?)');
  const selectNext = db
    .prepare(
      `SELECT application_id FROM withdrawals JOIN items ON items.id = application_id
        WHERE state = 'purged' ORDER BY sequence LIMIT 1`,
    )
    .pluck();
  const remove = db.prepare('DELETE FROM withdrawals WHERE application_id = ?');
  return {
    askWithdrawal: (applicationId, now) => void insert.run(applicationId, now),
    nextWithdrawal: () =>
      z
        .string()
        .nullable()
        .parse(selectNext.get() ?? null),
    withdrawalAnswered: (applicationId) => void remove.run(applicationId),
  };
}
