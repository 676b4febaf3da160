import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FatalProblem } from '../problem.ts';
import { VaultFromFuture, VaultInUse, VaultOfAnother } from './problems.ts';
import { openVault, type Vault } from './vault.ts';

/** The vault of this terminal, made where there is none. Rejects with a `FatalProblem` that says what to do. */
export async function openOwnVault(file: string, terminalId: string): Promise<Vault> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    const vault = openVault(file, terminalId);
    await chmod(file, 0o600);
    return vault;
  } catch (error) {
    if (error instanceof VaultInUse)
      throw new FatalProblem(`${file} is open in another agent: stop that one first.`, { cause: error });
    if (error instanceof VaultOfAnother)
      throw new FatalProblem(`${file} belongs to another terminal: keep it, and set VAULT_FILE to a new place.`, {
        cause: error,
      });
    if (error instanceof VaultFromFuture)
      throw new FatalProblem(`${file} was written by a newer version: start that version.`, { cause: error });
    const advice = adviceFor(file, error);
    throw advice === null ? error : new FatalProblem(advice, { cause: error });
  }
}

/** What whoever reads it can do about a file that SQLite cannot open; null for what is no matter of the file. */
function adviceFor(file: string, error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_FULL')) return `The disk of ${file} is full: free some space and start again.`;
  if (code.startsWith('SQLITE_CANTOPEN'))
    return `${file} cannot be opened: check that it is a file and that this user may write in its folder.`;
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT'))
    return `${file} is damaged: keep it and call a technician; nothing was deleted.`;
  return null;
}
