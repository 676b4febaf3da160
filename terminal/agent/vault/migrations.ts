import type { Database } from 'better-sqlite3';
import { VaultFromFuture } from './problems.ts';

/**
 * Numbered steps, forward only, each once and in one transaction; the number is kept in `user_version`. Steps are
 * added at the end and never edited, since vaults of the field have them behind them.
 */
export const MIGRATIONS: readonly string[] = [
  // 1: the queue. `envelope` and `blob` hold ciphertext only; both go when the server has them.
  `CREATE TABLE meta (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     terminal_id TEXT NOT NULL,
     last_sequence INTEGER NOT NULL CHECK (last_sequence >= 0),
     last_hash TEXT NOT NULL CHECK (length(last_hash) = 64)
   ) STRICT;
   CREATE TABLE items (
     id TEXT NOT NULL PRIMARY KEY,
     sequence INTEGER NOT NULL UNIQUE CHECK (sequence >= 1),
     hash TEXT NOT NULL CHECK (length(hash) = 64),
     reference TEXT NOT NULL,
     sealed_at INTEGER NOT NULL,
     envelope TEXT,
     state TEXT NOT NULL CHECK (state IN ('sealed', 'sending', 'acknowledged', 'purged', 'rejected')),
     attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
     next_try_at INTEGER NOT NULL DEFAULT 0,
     refusal TEXT,
     CHECK ((state = 'purged') = (envelope IS NULL)),
     CHECK ((state = 'rejected') <= (refusal IS NOT NULL))
   ) STRICT;
   CREATE INDEX items_by_state ON items (state, sequence);
   CREATE TABLE evidence (
     item_id TEXT NOT NULL REFERENCES items (id),
     sealed_sha256 TEXT NOT NULL CHECK (length(sealed_sha256) = 64),
     blob TEXT,
     state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'purged')),
     PRIMARY KEY (item_id, sealed_sha256),
     CHECK ((state = 'purged') = (blob IS NULL))
   ) STRICT;`,
  // 2: withdrawals, kept until the server has answered: who was told "withdrawn" must be.
  `CREATE TABLE withdrawals (
     application_id TEXT NOT NULL PRIMARY KEY REFERENCES items (id),
     asked_at INTEGER NOT NULL
   ) STRICT;`,
];

/** Brings a database to the newest step. Throws for one written by a newer program, and changes nothing of it. */
export function migrate(db: Database): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > MIGRATIONS.length) throw new VaultFromFuture(version, MIGRATIONS.length);
  for (const [index, sql] of MIGRATIONS.entries()) {
    if (index < version) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${index + 1}`);
    })();
  }
}
