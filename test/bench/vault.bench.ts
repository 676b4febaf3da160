import { benchVault } from '#agent/bench/vault.ts';
import type { BenchResult } from '../../bin/bench/table.ts';

/** A whole submit (three seals and the commit) against plain inserts of the same bytes, both synchronous=FULL. */
export async function bench(): Promise<BenchResult[]> {
  const { sealedPerSecond, rawPerSecond, ratio, runs } = await benchVault();
  return [
    {
      name: 'sealed submit into the vault',
      ours: sealedPerSecond,
      peer: rawPerSecond,
      ratio,
      unit: 'per second (peer: raw SQLite inserts)',
      note: `median of ${runs}, 61 KB each, one core`,
    },
  ];
}
