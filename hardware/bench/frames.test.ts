import { expect, test } from 'vitest';
import { benchFrames } from './frames.ts';

test('the bench parses the stream and searches it', () => {
  const bench = benchFrames(100_000);
  expect(bench.framesPerSecond).toBeGreaterThan(0);
  expect(bench.ratio).toBeCloseTo(bench.parsedMegabytesPerSecond / bench.scannedMegabytesPerSecond, 5);
});
