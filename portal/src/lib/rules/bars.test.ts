import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelledBars, layBars } from './bars.ts';

const frame = { width: 700, height: 160, gap: 10 };

test('bars stay inside the frame, in order, and the highest fills it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 31 }), (values) => {
      const bars = layBars(values, frame);
      const highest = Math.max(...values);
      bars.forEach((bar, index) => {
        expect(bar.y + bar.height).toBeCloseTo(frame.height);
        expect(bar.height).toBeLessThanOrEqual(frame.height);
        expect(bar.x + bar.width).toBeLessThanOrEqual(frame.width + 0.001);
        expect(bar.height > 0).toBe((values[index] ?? 0) > 0);
      });
      if (highest > 0) expect(bars[values.indexOf(highest)]?.height).toBeCloseTo(frame.height);
    }),
  );
});

test('a week without a sale draws nothing and divides by nothing', () => {
  expect(layBars([0, 0, 0], frame).map((bar) => bar.height)).toEqual([0, 0, 0]);
});

test.each([
  [[1, 2, 9, 8], [2]],
  [[1, 9, 2, 8], [1]],
  [
    [9, 1, 2, 3, 8],
    [0, 4],
  ],
  [[9, 1, 2, 8, 3], [0]],
  [[0, 0], []],
])('with little room %j is labelled at %j', (values, labelled) => {
  expect([...labelledBars(values)]).toEqual(labelled);
});
