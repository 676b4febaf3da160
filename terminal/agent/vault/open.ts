import Database from 'better-sqlite3';
import { FIRST_PREVIOUS_HASH } from '#shared/wire/application.ts';
import { migrate } from './migrations.ts';
import { VaultInUse, VaultOfAnother } from './problems.ts';

/**
 * Opens the vault's file for this process alone. The lock is the operating system's and lasts as long as the
 * process, so a second agent is refused and a killed one leaves nothing behind.
 */
export function openDatabase(file: string, terminalId: string): Database.Database {
  const db = new Database(file, { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    // A WAL file opens with NORMAL whatever it was before, and that can lose a commit in a power cut.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    requireSetting(db, 'journal_mode', 'wal');
    requireSetting(db, 'synchronous', 2);
    requireSetting(db, 'foreign_keys', 1);
    db.exec('BEGIN EXCLUSIVE; COMMIT');
    migrate(db);
    claim(db, terminalId);
    return db;
  } catch (error) {
    db.close();
    throw isBusy(error) ? new VaultInUse({ cause: error }) : error;
  }
}

function requireSetting(db: Database.Database, name: string, value: string | number): void {
  const found: unknown = db.pragma(name, { simple: true });
  if (found !== value) throw new Error(`The vault needs ${name} = ${value} and got ${String(found)}.`);
}

/** A queue belongs to one terminal: its numbers and hashes mean nothing under another identity. */
function claim(db: Database.Database, terminalId: string): void {
  db.prepare('INSERT OR IGNORE INTO meta (id, terminal_id, last_sequence, last_hash) VALUES (1, ?, 0, ?)').run(
    terminalId,
    FIRST_PREVIOUS_HASH,
  );
  const owner: unknown = db.prepare('SELECT terminal_id FROM meta').pluck().get();
  if (owner !== terminalId) throw new VaultOfAnother();
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
