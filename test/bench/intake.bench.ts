import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchIntake } from '#server/bench/intake.ts';
import type { BenchResult } from '../../bin/bench/table.ts';
import { startPostgres } from '../../bin/postgres.ts';
import { freePorts } from '../support/ports.ts';

/** Intake to written decision, 16 clients, durable PostgreSQL, against pgbench doing the same statements on it. */
export async function bench(): Promise<BenchResult[]> {
  const directory = await mkdtemp(join(tmpdir(), 'zhanggui-bench-'));
  // Where this runs as root, PostgreSQL does not, and must reach its folder.
  await chmod(directory, 0o755);
  const [port = 0] = await freePorts(1);
  const postgres = await startPostgres({ dataDir: join(directory, 'pg'), port, password: 'bench', durable: true });
  try {
    const result = await benchIntake(postgres.url, 'bench-secret-0123456789abcdefghijklmnop');
    const { perSecond, p50Ms, p99Ms, statements, pgbenchPerSecond, pgbenchStatements, ratio } = result;
    const latency = `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, ${statements.toFixed(1)} statements`;
    return [
      {
        name: 'intake to decision, 16 clients',
        ours: perSecond,
        peer: pgbenchPerSecond ?? 0,
        ratio: ratio ?? 0,
        unit: 'per second (peer: pgbench)',
        note:
          pgbenchPerSecond === null
            ? `pgbench not installed: not compared; ${latency}`
            : `${latency} (peer ${pgbenchStatements})`,
      },
    ];
  } finally {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
