// A launcher that was killed leaves its PostgreSQL running. The next start finds it by postmaster.pid and stops it
// in order, so that the same data directory is never served twice.
import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode, Problem } from '../problem.ts';

export async function stopLeftover(dataDir: string): Promise<boolean> {
  const pidFile = join(dataDir, 'postmaster.pid');
  const pid = await pidIn(pidFile);
  if (pid === undefined) return false;
  if (!isAlive(pid)) return false;
  if (!(await isPostgres(pid))) {
    // The number was given to another program since (after a reboot, say); PostgreSQL would take that one for its
    // own and refuse to start. The file is its lock, not data.
    await rm(pidFile);
    return false;
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(pid, signal);
    if (await isGoneWithin(pid, 10_000)) return true;
  }
  throw new Problem(`An earlier PostgreSQL (process ${pid}) does not stop: end it, then start again.`);
}

async function pidIn(pidFile: string): Promise<number | undefined> {
  const text = await readFile(pidFile, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return '';
    throw error;
  });
  const pid = Number.parseInt(text, 10);
  return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
}

async function isPostgres(pid: number): Promise<boolean> {
  // Only Linux tells the command by a file. Elsewhere the lock file is believed.
  if (process.platform !== 'linux') return true;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return '';
    throw error;
  });
  return /(^|\/)postgres(:|\0|$)/.test(command);
}

async function isGoneWithin(pid: number, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    if (!isAlive(pid)) return true;
    await sleep(25);
  }
  return false;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false;
    if (hasCode(error, 'EPERM')) return true;
    throw error;
  }
}

/** Dead, only not yet collected by its parent: in a container that can take seconds, and it holds nothing. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return true;
    throw error;
  }
}
