import { benchIntake } from '#server/bench/intake.ts';
import type { BenchResult } from '../../bin/bench/table.ts';
import { BENCH_SECRET, withPostgres } from './postgres-for-bench.ts';

/** Intake to written decision, 16 clients, durable PostgreSQL, against pgbench doing the same statements on it. */
export async function bench(): Promise<BenchResult[]> {
  const result = await withPostgres((url) => benchIntake(url, BENCH_SECRET));
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
}
