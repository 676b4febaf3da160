import { benchFrames } from '#hardware/bench/frames.ts';
import type { BenchResult } from '../../bin/bench/table.ts';

/** Frames of a card reader parsed and checked, against a search for their beginnings that checks nothing. */
export async function bench(): Promise<BenchResult[]> {
  const { framesPerSecond, parsedMegabytesPerSecond, scannedMegabytesPerSecond, ratio } = benchFrames();
  return [
    {
      name: 'reader frames out of a stream',
      ours: parsedMegabytesPerSecond,
      peer: scannedMegabytesPerSecond,
      ratio,
      unit: 'MB/s (peer: indexOf)',
      note: `${Math.round(framesPerSecond).toLocaleString('en')} frames a second, pieces of 64 bytes`,
    },
  ];
}
