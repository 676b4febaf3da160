import { benchCardRead } from '#hardware/bench/card.ts';
import type { BenchResult } from '../../bin/bench/table.ts';

/** The reply of a card read against the time its 1295 bytes need on a 115200 baud line. */
export async function bench(): Promise<BenchResult[]> {
  const { wireMs, replyToRecordMs, ratio, runs } = await benchCardRead();
  return [
    {
      name: 'card reply to decoded record',
      ours: replyToRecordMs,
      peer: wireMs,
      ratio,
      unit: 'ms (peer: the wire, less is better)',
      note: `median of ${runs}, simulator paced at 115200 baud`,
    },
  ];
}
