// A real PostgreSQL for one machine: started on loopback with a password, stopped in order. The launcher and the
// tests use the same function; the tests only trade durability for speed.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { giveFolder, postgresAccount, reachableBinaries, type Account } from './postgres/account.ts';
import { packagedBinaries, type Binaries } from './postgres/binaries.ts';
import { checkDataDirectory, damaged, isEmpty, makeDataDirectory } from './postgres/data-directory.ts';
import { stopLeftover } from './postgres/leftover.ts';
import { diskFullLine, hasCode, Problem } from './problem.ts';
import type { Exit } from './start/child.ts';
import { ownGroup, track } from './start/group.ts';

export interface PostgresOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly password: string;
  /** False only for tests: what is acknowledged may then be lost when the machine fails. */
  readonly durable: boolean;
  readonly logFile?: string;
  readonly say?: (line: string) => void;
  /** Called when the directory is in order and no leftover of ours holds the port any more. */
  readonly beforeStart?: () => Promise<void>;
}

export interface Postgres {
  /** As the owner role, to the database "postgres"; see databaseUrl for others. */
  readonly url: string;
  readonly pid: number;
  /** Resolves when the server has ended, wanted or not. */
  readonly exited: Promise<Exit>;
  stop(): Promise<void>;
}

const readyWithinMs = 120_000;

export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataDir, say = () => undefined } = options;
  const logFile = options.logFile ?? join(dirname(dataDir), 'postgres.log');
  await mkdir(dirname(dataDir), { recursive: true });
  await mkdir(dirname(logFile), { recursive: true });
  const account = await postgresAccount();
  const binaries = await reachableBinaries(packagedBinaries(), account, dataDir);
  if (await isEmpty(dataDir)) {
    say('Making the database (first start: a few seconds) …');
    await makeDataDirectory(binaries, account, { ...options, logFile });
  } else {
    await checkDataDirectory(dataDir);
    await giveFolder(dataDir, account);
    if (await stopLeftover(dataDir)) say('Stopped a PostgreSQL that an earlier start had left behind.');
  }
  await options.beforeStart?.();
  const logFrom = (await readOrEmpty(logFile)).length;
  const child = await spawnServer(binaries, account, { ...options, logFile });
  const exited = new Promise<Exit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  try {
    await untilReady(child, options);
  } catch (error) {
    await stopServer(child, exited);
    throw error instanceof ServerEnded ? await whyEnded({ dataDir, logFile, logFrom }) : error;
  }
  return {
    url: databaseUrl(options, 'postgres'),
    pid: child.pid ?? 0,
    exited,
    stop: () => stopServer(child, exited),
  };
}

export function databaseUrl(server: { port: number; password: string }, database: string): string {
  return `postgresql://postgres:${encodeURIComponent(server.password)}@127.0.0.1:${server.port}/${database}`;
}

/** Makes the database unless it is there, and returns its address. */
export async function ensureDatabase(serverUrl: string, database: string): Promise<string> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function spawnServer(
  binaries: Binaries,
  account: Account | undefined,
  options: PostgresOptions & { logFile: string },
): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    max_connections: '120',
    password_encryption: 'scram-sha-256',
    ...(options.durable ? { fsync: 'on' } : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const log = await open(options.logFile, 'a');
  try {
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    return track(
      spawn(binaries.postgres, ['-D', options.dataDir, ...args], {
        ...account,
        cwd: options.dataDir,
        // A Ctrl-C in the terminal is for the launcher, which stops the server last.
        detached: ownGroup,
        stdio: ['ignore', log.fd, log.fd],
      }),
    );
  } finally {
    await log.close();
  }
}

class ServerEnded extends Error {}

async function untilReady(child: ChildProcess, options: PostgresOptions): Promise<void> {
  const end = performance.now() + readyWithinMs;
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new ServerEnded()));
  });
  // Only the race below listens to it; a server that ends years later must not count as an unhandled rejection.
  ended.catch(() => undefined);
  while (performance.now() < end) {
    if (await Promise.race([answers(options), ended])) return;
    await Promise.race([sleep(25), ended]);
  }
  throw new Problem(`PostgreSQL did not answer on port ${options.port} within ${readyWithinMs / 1000} s.`);
}

async function answers(options: PostgresOptions): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl(options, 'postgres') });
  // A server that ends while the client waits is told by the failed connect; the event says nothing more.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    // 57P03: it is starting up, or recovering after a power cut.
    if (['ECONNREFUSED', 'ECONNRESET', '57P03'].some((code) => hasCode(error, code))) return false;
    if (error instanceof Error && error.message.startsWith('Connection terminated')) return false;
    if (hasCode(error, '28P01')) {
      throw new Problem(
        `The password in secrets.json does not open the database in ${options.dataDir}: restore the secrets.json that belongs to it, or move both away to begin anew.`,
      );
    }
    throw error;
  } finally {
    await client.end();
  }
}

/** SIGINT is PostgreSQL's fast shutdown: sessions end, everything is written, the next start needs no recovery. */
async function stopServer(child: ChildProcess, exited: Promise<Exit>): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    child.kill(signal);
    const cancel = new AbortController();
    const timeout = sleep(waitMs, undefined, { signal: cancel.signal }).catch(() => undefined);
    await Promise.race([exited, timeout]);
    cancel.abort();
  }
}

async function whyEnded(at: { dataDir: string; logFile: string; logFrom: number }): Promise<Problem> {
  const log = (await readOrEmpty(at.logFile)).slice(at.logFrom);
  if (log.includes('No space left on device')) return new Problem(diskFullLine(dirname(at.dataDir)));
  const line = log.split('\n').findLast((text) => /\b(FATAL|PANIC|ERROR):|^postgres: /.test(text)) ?? '';
  const reason = line.replace(/^.*?\b(FATAL|PANIC|ERROR):\s*/, '').trim();
  return damaged(at.dataDir, `PostgreSQL says "${reason}" (${at.logFile})`);
}

async function readOrEmpty(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return '';
    throw error;
  });
}
