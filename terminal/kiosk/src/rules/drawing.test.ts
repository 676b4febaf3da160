import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSigned, signatureSchema } from '#shared/lending/contract.ts';
import { beginStroke, extendStroke, pathOf, pointOn, type Stroke } from './drawing.ts';

const pad = { width: 600, height: 260 };

test('whatever is drawn, a finger leaving the pad included, is a signature the agent takes', () => {
  const touch = fc.record({
    down: fc.boolean(),
    x: fc.double({ min: -500, max: 1_500, noNaN: true }),
    y: fc.double({ min: -500, max: 1_500, noNaN: true }),
    t: fc.double({ min: -10, max: 1e6, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(touch, { minLength: 1, maxLength: 300 }), (touches) => {
      const strokes = touches.reduce<Stroke[]>((drawn, { down, x, y, t }, index) => {
        const point = pointOn(pad, x, y, t);
        return down || index === 0 ? beginStroke(drawn, point) : extendStroke(drawn, point);
      }, []);
      expect(signatureSchema.safeParse({ ...pad, strokes }).success).toBe(true);
    }),
  );
});

test('a tap is drawn as a dot and is not a signature; a line is', () => {
  const tap = beginStroke([], pointOn(pad, 10, 10, 0));
  expect(pathOf(tap)).toBe('M10 10L10 10');
  expect(isSigned({ ...pad, strokes: tap })).toBe(false);
  const line = extendStroke(tap, pointOn(pad, 110, 10, 40));
  expect(pathOf(line)).toBe('M10 10L110 10');
  expect(isSigned({ ...pad, strokes: line })).toBe(true);
});
