// One launcher per data directory: a second one would stop the first one's PostgreSQL as a leftover.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../postgres/leftover.ts';
import { hasCode, Problem } from '../problem.ts';

export async function takeLock(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'launcher.pid');
  const holder = Number.parseInt(await readOrEmpty(file), 10);
  if (Number.isSafeInteger(holder) && holder !== process.pid && isAlive(holder) && (await isLauncher(holder))) {
    throw new Problem(
      `Zhanggui already runs on ${dataDir} (process ${holder}): stop it with Ctrl-C there, or set DATA_DIR and the ports for a second one.`,
    );
  }
  await writeFile(file, `${process.pid}\n`);
  return () => rm(file, { force: true });
}

/** The number in an old file may belong to any program by now. */
async function isLauncher(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  return (await readOrEmpty(`/proc/${pid}/cmdline`)).includes('start.ts');
}

async function readOrEmpty(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return '';
    throw error;
  });
}
