import { benchClosing } from '#server/lending/bench/closing.ts';
import type { BenchResult } from '../../bin/bench/table.ts';
import { BENCH_SECRET, withPostgres } from './postgres-for-bench.ts';

/** The close of business over 100,000 loans, against pgbench writing the same rows without reckoning anything. */
export async function bench(): Promise<BenchResult[]> {
  const say = (line: string): void => void process.stdout.write(`  ${line}\n`);
  const result = await withPostgres((url) => benchClosing(url, BENCH_SECRET, say));
  const { loans, foreseenPerSecond, lookedAtPerSecond, pgbenchPerSecond } = result;
  const resultOf = (name: string, perSecond: number): BenchResult => ({
    name: `close of business, ${name}`,
    ours: perSecond,
    peer: pgbenchPerSecond ?? 0,
    ratio: pgbenchPerSecond === null ? 0 : perSecond / pgbenchPerSecond,
    unit: 'loans per second (peer: pgbench)',
    note:
      pgbenchPerSecond === null
        ? 'pgbench not installed: not compared'
        : `${loans} loans, one posting each; peer: rows of a usual day`,
  });
  return [resultOf('a usual day', foreseenPerSecond), resultOf('every loan looked at', lookedAtPerSecond)];
}
