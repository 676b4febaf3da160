// PostgreSQL refuses to run as root. Where we are root (a container, a kiosk's service), it runs as the system user
// "postgres", which then must be able to reach its data and its own programs.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, cp, mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Problem } from '../problem.ts';
import { binariesIn, postgresMajor, type Binaries } from './binaries.ts';

const run = promisify(execFile);

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Who PostgreSQL runs as: nobody else, unless we are root. */
export async function postgresAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const existing = await findAccount();
  if (existing !== undefined) return existing;
  await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres']).catch(
    (error: unknown) => {
      throw new Problem(
        'PostgreSQL may not run as root, and the system user "postgres" could not be made: add it, or start Zhanggui as an ordinary user.',
        { cause: error },
      );
    },
  );
  const made = await findAccount();
  if (made === undefined) throw new Problem('The system user "postgres" was made but cannot be found by "id".');
  return made;
}

async function findAccount(): Promise<Account | undefined> {
  const result = spawnSync('id', ['postgres'], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  const match = /uid=(\d+)\S* gid=(\d+)/.exec(result.stdout);
  return match === null ? undefined : { uid: Number(match[1]), gid: Number(match[2]) };
}

/** Makes the folder that PostgreSQL will own, and says so in one line when a parent folder shuts that user out. */
export async function giveFolder(directory: string, account: Account | undefined): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (account === undefined) return;
  await chownAll(directory, account);
  if (!canReach(directory, '-w', account)) throw shutOut(directory);
}

/** A checkout below /root cannot be entered by another user: the programs are then copied beside the data. */
export async function reachableBinaries(
  packaged: Binaries,
  account: Account | undefined,
  dataDir: string,
): Promise<Binaries> {
  if (account === undefined || canReach(packaged.postgres, '-x', account)) return packaged;
  const beside = dirname(dataDir);
  if (!canReach(beside, '-x', account)) throw shutOut(beside);
  const copy = join(beside, `postgres-${postgresMajor}-programs`);
  if (!existsSync(copy)) {
    await cp(packaged.home, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
    await rename(`${copy}.new`, copy);
  }
  return binariesIn(copy);
}

function shutOut(directory: string): Problem {
  return new Problem(
    `PostgreSQL runs as the user "postgres", which cannot reach ${directory} through its parent folders: set DATA_DIR to a folder it can reach, for example DATA_DIR=/var/lib/zhanggui.`,
  );
}

async function chownAll(directory: string, account: Account): Promise<void> {
  await chown(directory, account.uid, account.gid);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await chownAll(path, account);
    else if (!entry.isSymbolicLink()) await chown(path, account.uid, account.gid);
  }
}

function canReach(path: string, test: '-w' | '-x', account: Account): boolean {
  return spawnSync('test', [test, path], { uid: account.uid, gid: account.gid, cwd: '/' }).status === 0;
}
