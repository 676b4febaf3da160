// What can be known to fail before anything is started: a port that is taken, a disk that is full.
import { readdir, readFile, readlink, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { diskFullLine, hasCode, Problem } from '../problem.ts';
import type { PortUse } from './config.ts';

const freeBytesMin = 500 * 1024 * 1024;

export async function checkDisk(dataDir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < freeBytesMin) throw new Problem(diskFullLine(dataDir));
}

export async function checkPorts(ports: readonly PortUse[]): Promise<void> {
  for (const { port, use, variable } of ports) {
    if (await isFree(port)) continue;
    const holder = (await holderOf(port)) ?? 'another program (perhaps an earlier Zhanggui)';
    throw new Problem(
      `Port ${port} for ${use} is held by ${holder}: stop it, or set ${variable} to a free port, for example ${variable}=${port + 1000}.`,
    );
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (hasCode(error, 'EADDRINUSE') || hasCode(error, 'EACCES')) resolve(false);
      else reject(error);
    });
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Linux tells which process has a socket; elsewhere, and for other users' processes, there is no name to give. */
async function holderOf(port: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const inode = await listeningInode(port);
  if (inode === undefined) return undefined;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (await hasSocket(pid, inode)) return `process ${pid} (${await commandOf(pid)})`;
  }
  return undefined;
}

async function listeningInode(port: number): Promise<string | undefined> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const lines = (await readOrEmpty(table)).split('\n').slice(1);
    // Columns: slot, local address, remote address, state (0A = listening), …, inode in the tenth place.
    const row = lines.map((line) => line.trim().split(/\s+/)).find((at) => at[1]?.endsWith(suffix) && at[3] === '0A');
    if (row?.[9] !== undefined) return row[9];
  }
  return undefined;
}

async function hasSocket(pid: string, inode: string): Promise<boolean> {
  const directory = `/proc/${pid}/fd`;
  const names = await readdir(directory).catch(goneIsEmpty);
  for (const name of names) {
    const target = await readlink(`${directory}/${name}`).catch(goneIsEmpty);
    if (target === `socket:[${inode}]`) return true;
  }
  return false;
}

async function commandOf(pid: string): Promise<string> {
  const words = (await readOrEmpty(`/proc/${pid}/cmdline`)).split('\0').filter((word) => word !== '');
  const text = words.join(' ');
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

async function readOrEmpty(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    goneIsEmpty(error);
    return '';
  });
}

/** Processes end while one looks at them, and those of other users are closed to us: both mean "not this one". */
function goneIsEmpty(error: unknown): string[] {
  if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].some((code) => hasCode(error, code))) return [];
  throw error;
}
