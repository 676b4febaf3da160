import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addFen,
  divideHalfUp,
  fen,
  formatBps,
  formatYuan,
  parseYuan,
  plainYuan,
  shareOf,
  splitFen,
  subtractFen,
} from './fen.ts';

const amount = fc.integer({ min: -1_000_000_000_00, max: 1_000_000_000_00 }).map(fen);

test('an amount is a whole number of fen or it is refused', () => {
  for (const wrong of [0.5, Number.NaN, Infinity, 2 ** 53]) expect(() => fen(wrong)).toThrow(RangeError);
});

test.each([
  [1n, 2n, 1n],
  [3n, 2n, 2n],
  [-1n, 2n, -1n],
  [1n, 3n, 0n],
  [2n, 3n, 1n],
])('%i over %i rounds half away from zero to %i', (numerator, denominator, rounded) => {
  expect(divideHalfUp(numerator, denominator)).toBe(rounded);
});

test('a denominator of zero or less is refused', () => {
  expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError);
});

test('parts of a split sum to the amount, and only the last one differs', () => {
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 12 }), (whole, parts) => {
      const split = splitFen(whole, parts);
      expect(split).toHaveLength(parts);
      expect(addFen(...split)).toBe(whole);
      expect(new Set(split.slice(0, -1)).size).toBeLessThanOrEqual(1);
      expect(Math.abs(subtractFen(split.at(-1) ?? fen(0), split[0] ?? fen(0)))).toBeLessThan(parts);
    }),
  );
});

test('a share is never more than half a fen off', () => {
  fc.assert(
    fc.property(amount, fc.integer({ min: 0, max: 10_000 }), (whole, bps) => {
      expect(Math.abs(shareOf(whole, bps) - (whole * bps) / 10_000)).toBeLessThanOrEqual(0.5 + 1e-3);
    }),
  );
});

describe('yuan', () => {
  test('what is shown can be read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_99 }).map(fen), (shown) => {
        expect(parseYuan(formatYuan(shown).replace('¥', ''))).toBe(shown);
      }),
    );
  });

  test.each([
    [123_450, '¥1,234.50'],
    [-5, '-¥0.05'],
    [0, '¥0.00'],
  ])('%i fen is %s', (given, text) => {
    expect(formatYuan(fen(given))).toBe(text);
  });

  test.each([
    [1_234_50, '1234.50'],
    [5, '0.05'],
    [-47_79, '-47.79'],
  ])('%i fen are %s for a spreadsheet', (given, text) => {
    expect(plainYuan(fen(given))).toBe(text);
  });

  test.each(['', 'abc', '1.234', '-5', '1e3', '１２'])('"%s" is no amount', (text) => {
    expect(parseYuan(text)).toBeNull();
  });

  test('basis points are shown as per cent', () => {
    expect(formatBps(1_135)).toBe('11.35%');
  });
});
