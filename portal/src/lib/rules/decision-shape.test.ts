import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pointBars, timingParts } from './decision-shape.ts';

const points = fc.array(
  fc.record({ variable: fc.constant('age'), band: fc.constant('30-39'), points: fc.integer({ min: -200, max: 200 }) }),
  { maxLength: 12 },
);

test('every bar starts or ends at zero and stays inside the picture', () => {
  fc.assert(
    fc.property(points, (given) => {
      const { zero, bars } = pointBars(given);
      for (const bar of bars) {
        expect(bar.points < 0 ? bar.from + bar.width : bar.from).toBeCloseTo(zero);
        expect(bar.from).toBeGreaterThanOrEqual(-0.001);
        expect(bar.from + bar.width).toBeLessThanOrEqual(100.001);
      }
    }),
  );
});

test('the parts of the time make up the whole', () => {
  const parts = timingParts({ gatherMicros: 2_400, decideMicros: 90, totalMicros: 3_000 });
  expect(parts.map((part) => [part.phase, part.micros])).toEqual([
    ['gather', 2_400],
    ['decide', 90],
    ['other', 510],
  ]);
  expect(parts.reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(100);
});

test('a decision too quick to measure has no parts', () => {
  expect(timingParts({ gatherMicros: 0, decideMicros: 0, totalMicros: 0 })).toEqual([]);
});
