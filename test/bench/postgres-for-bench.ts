import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../bin/postgres.ts';
import { freePorts } from '../support/ports.ts';

export const BENCH_SECRET = 'bench-secret-0123456789abcdefghijklmnop';

/** A durable PostgreSQL for one bench, gone afterwards. */
export async function withPostgres<T>(work: (ownerUrl: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'zhanggui-bench-'));
  // Where this runs as root, PostgreSQL does not, and must reach its folder.
  await chmod(directory, 0o755);
  const [port = 0] = await freePorts(1);
  const postgres = await startPostgres({ dataDir: join(directory, 'pg'), port, password: 'bench', durable: true });
  try {
    return await work(postgres.url);
  } finally {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
