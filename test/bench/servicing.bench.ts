import { benchServicing } from '#server/lending/bench/servicing.ts';
import type { BenchResult } from '../../bin/bench/table.ts';
import { BENCH_SECRET, withPostgres } from './postgres-for-bench.ts';

/** Repayments into the books, 16 callers, durable PostgreSQL, against pgbench doing the same statements on it. */
export async function bench(): Promise<BenchResult[]> {
  const result = await withPostgres((url) => benchServicing(url, BENCH_SECRET));
  const { perSecond, p50Ms, p99Ms, statements, pgbenchPerSecond, pgbenchStatements } = result;
  const latency = `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, ${statements.toFixed(1)} statements`;
  return [
    {
      name: 'repayment commands, 16 callers',
      ours: perSecond,
      peer: pgbenchPerSecond ?? 0,
      ratio: pgbenchPerSecond === null ? 0 : perSecond / pgbenchPerSecond,
      unit: 'per second (peer: pgbench)',
      note:
        pgbenchPerSecond === null
          ? `pgbench not installed: not compared; ${latency}`
          : `${latency} (peer ${pgbenchStatements})`,
    },
  ];
}
