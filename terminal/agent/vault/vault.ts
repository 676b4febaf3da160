import { openDatabase } from './open.ts';
import { queueOf, recover, type Queue } from './queue.ts';
import { recordsOf, type Records } from './records.ts';
import { withdrawalsOf, type Withdrawals } from './withdrawals.ts';

/**
 * The kiosk's sealed queue (暂存库). Every call is one transaction and synchronous: when it returns, it is on disk.
 * What is in it, this machine cannot open.
 */
export interface Vault extends Records, Queue, Withdrawals {
  readonly close: () => void;
}

/** Throws `VaultInUse`, `VaultOfAnother` or `VaultFromFuture`, and whatever SQLite says of a broken file. */
export function openVault(file: string, terminalId: string): Vault {
  const db = openDatabase(file, terminalId);
  recover(db);
  return {
    ...recordsOf(db),
    ...queueOf(db),
    ...withdrawalsOf(db),
    close: () => {
      db.close();
    },
  };
}
