import { expect, test } from 'vitest';
import { benchCardRead } from './card.ts';

test('the bench measures a read against the computed time on the wire', async () => {
  const bench = await benchCardRead(1);
  expect(bench).toMatchObject({ runs: 1, wireMs: expect.closeTo(112.4, 1) });
  // A paced line cannot be faster than itself, whatever the machine is busy with.
  expect(bench.ratio).toBeGreaterThan(0.98);
  expect(bench.totalMs).toBeGreaterThan(bench.replyToRecordMs);
});
