// Vitest's global set-up for tests with a database: one PostgreSQL for the whole run, outside the repository, without
// durability. Three projects name this file and each loads its own copy, hence the one place they all see.
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { isAlive, stopLeftover } from '../../bin/postgres/leftover.ts';
import { startPostgres, type Postgres } from '../../bin/postgres.ts';
import { killTracked } from '../../bin/start/group.ts';
import { freePort } from './ports.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's address of the run's PostgreSQL; use freshDatabase() rather than this. */
    postgresUrl: string;
  }
}

interface Shared {
  users: number;
  server: Promise<{ postgres: Postgres; directory: string }>;
}

const prefix = 'zhanggui-test-';

const place = globalThis as typeof globalThis & { zhangguiTestPostgres?: Shared };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (place.zhangguiTestPostgres ??= { users: 0, server: start() });
  shared.users += 1;
  const { postgres, directory } = await shared.server;
  project.provide('postgresUrl', postgres.url);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete place.zhangguiTestPostgres;
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

async function start(): Promise<{ postgres: Postgres; directory: string }> {
  await clearLeftovers();
  // Vitest loads this file and all it imports anew, so the list of the living is this file's own.
  process.on('exit', killTracked);
  const directory = await mkdtemp(join(tmpdir(), prefix));
  // As root, PostgreSQL runs as another user, who must get through.
  await chmod(directory, 0o755);
  await writeFile(join(directory, 'owner.pid'), String(process.pid));
  const postgres = await startPostgres({
    dataDir: join(directory, 'pg'),
    port: await freePort(),
    password: randomBytes(16).toString('hex'),
    durable: false,
  });
  return { postgres, directory };
}

/** A run that was killed could not stop its PostgreSQL; the next run does. */
async function clearLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const directory = join(tmpdir(), name);
    // Without the note it is not ours to judge, or just being made.
    const owner = Number(await readFile(join(directory, 'owner.pid'), 'utf8').catch(() => 'NaN'));
    if (Number.isNaN(owner) || isAlive(owner)) continue;
    await stopLeftover(join(directory, 'pg'));
    await rm(directory, { recursive: true, force: true });
  }
}
