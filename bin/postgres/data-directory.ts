// The data directory: made in one step or not at all, and looked at before PostgreSQL touches it. Nothing here ever
// deletes a directory that may hold someone's books.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskFullLine, hasCode, Problem } from '../problem.ts';
import { ownGroup, track } from '../start/group.ts';
import { giveFolder, type Account } from './account.ts';
import { postgresMajor, type Binaries } from './binaries.ts';

export interface NewDirectory {
  readonly dataDir: string;
  readonly password: string;
  readonly durable: boolean;
  readonly logFile: string;
}

export async function isEmpty(dataDir: string): Promise<boolean> {
  const names = await readdir(dataDir).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    if (hasCode(error, 'ENOTDIR')) throw damaged(dataDir, 'it is not a folder');
    throw error;
  });
  return names.length === 0;
}

/** Made beside its place and moved there when whole: a start that is cut off leaves nothing that looks like data. */
export async function makeDataDirectory(
  binaries: Binaries,
  account: Account | undefined,
  wanted: NewDirectory,
): Promise<void> {
  const { dataDir } = wanted;
  const fresh = `${dataDir}.new`;
  await rm(fresh, { recursive: true, force: true });
  await giveFolder(fresh, account);
  const passwordFile = join(dirname(dataDir), '.postgres-password.new');
  try {
    await writeFile(passwordFile, `${wanted.password}\n`, { mode: 0o600 });
    if (account !== undefined) await chown(passwordFile, account.uid, account.gid);
    await runInitdb(binaries, account, { ...wanted, dataDir: fresh, passwordFile });
  } finally {
    await rm(passwordFile, { force: true });
  }
  if (existsSync(dataDir)) await rm(dataDir, { recursive: true });
  await rename(fresh, dataDir);
}

async function runInitdb(
  binaries: Binaries,
  account: Account | undefined,
  wanted: NewDirectory & { passwordFile: string },
): Promise<void> {
  const log = await open(wanted.logFile, 'a');
  try {
    const args = [
      `--pgdata=${wanted.dataDir}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${wanted.passwordFile}`,
      '--encoding=UTF8',
      ...localeArguments(),
      ...(wanted.durable ? [] : ['--no-sync']),
    ];
    const stdio = ['ignore', log.fd, log.fd] as const;
    const cwd = dirname(wanted.dataDir);
    const child = track(spawn(binaries.initdb, args, { ...account, cwd, stdio: [...stdio], detached: ownGroup }));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    if (code !== 0) throw await initdbProblem(wanted);
  } finally {
    await log.close();
  }
}

async function initdbProblem(wanted: NewDirectory): Promise<Problem> {
  const log = await readFile(wanted.logFile, 'utf8');
  if (log.includes('No space left on device')) return new Problem(diskFullLine(dirname(wanted.dataDir)));
  return new Problem(`PostgreSQL could not make its data directory: the reason is at the end of ${wanted.logFile}.`);
}

/**
 * Sorting by code point everywhere. The character classes must know Chinese all the same: with plain C, pg_trgm takes
 * no Chinese character for a letter and a search for goods by name finds nothing.
 */
function localeArguments(): readonly string[] {
  const characters = { linux: 'C.UTF-8', darwin: 'en_US.UTF-8' }[process.platform as string] ?? 'C';
  return ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${characters}`];
}

/** What must be there whatever happened to the machine; the rest PostgreSQL checks itself when it starts. */
export async function checkDataDirectory(dataDir: string): Promise<void> {
  for (const name of ['PG_VERSION', 'postgresql.conf', 'pg_hba.conf', 'global/pg_control', 'base', 'pg_wal']) {
    if (!existsSync(join(dataDir, name))) throw damaged(dataDir, `${name} is missing`);
  }
  const version = (await readFile(join(dataDir, 'PG_VERSION'), 'utf8')).trim();
  if (version === postgresMajor) return;
  if (/^\d+$/.test(version)) {
    throw new Problem(
      `The database in ${dataDir} was made by PostgreSQL ${version}, this is ${postgresMajor}: move the folder away to begin anew, or bring its data over with pg_dump. Nothing was changed.`,
    );
  }
  throw damaged(dataDir, 'PG_VERSION cannot be read');
}

export function damaged(dataDir: string, what: string): Problem {
  return new Problem(
    `The database in ${dataDir} is damaged: ${what}. Nothing was deleted: restore the folder from a backup, or move it away to begin anew.`,
  );
}
