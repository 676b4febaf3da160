import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactUnits, formatDecimal, formatUnits, parseDecimal, parseQuotient, toNumber, unitsOf } from './decimal.ts';
import { add, compare, divide, multiply, rational, subtract } from './rational.ts';
import { ROUNDING_MODES, roundQuotient, roundToMultiple } from './rounding.ts';

const fraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
  .map(([numerator, denominator]) => rational(numerator, denominator));

describe('decimal texts', () => {
  test('what is written is read back the same', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.integer({ min: 0, max: 12 }),
        (units, digits) => {
          const read = parseDecimal(formatUnits(units, digits));
          expect(read).not.toBeNull();
          if (read === null) return;
          expect(exactUnits(read, digits)).toBe(units);
          expect(formatDecimal(read, digits)).toBe(formatUnits(units, digits));
        },
      ),
    );
  });

  test.each([
    ['1234.50', 2469n, 2n],
    ['-0.05', -1n, 20n],
    ['1e-7', 1n, 10_000_000n],
    ['2.5E3', 2500n, 1n],
  ])('%s is %i over %i', (text, numerator, denominator) => {
    expect(parseDecimal(text)).toEqual({ numerator, denominator });
  });

  test.each(['', '.', '1.', '.5', '1,000', '１２', '0x10', 'NaN', '1e999', '--1', ' 1', '1/3'])(
    '"%s" is none',
    (text) => {
      expect(parseDecimal(text)).toBeNull();
    },
  );

  test('a rate may be a quotient, but not by zero', () => {
    expect(parseQuotient('0.08/12')).toEqual({ numerator: 1n, denominator: 150n });
    expect(parseQuotient('365/255')).toEqual({ numerator: 73n, denominator: 51n });
    for (const wrong of ['1/0', '1/2/3', '/2', '1/']) expect(parseQuotient(wrong)).toBeNull();
  });

  test('more places than the currency has are seen', () => {
    expect(exactUnits(rational(1, 8), 2)).toBeNull();
    expect(exactUnits(rational(1, 8), 3)).toBe(125n);
  });
});

describe('fractions', () => {
  test('keep the laws of arithmetic and stay in lowest terms', () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
        expect(subtract(add(a, b), b)).toEqual(a);
        expect(rational(add(a, b).numerator, add(a, b).denominator)).toEqual(add(a, b));
        if (b.numerator !== 0n) expect(multiply(divide(a, b), b)).toEqual(a);
      }),
    );
  });

  test('are ordered as their floats are', () => {
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        if (toNumber(a) !== toNumber(b)) expect(Math.sign(compare(a, b))).toBe(Math.sign(toNumber(a) - toNumber(b)));
      }),
    );
  });

  test('over zero are no fractions', () => {
    expect(() => rational(1, 0)).toThrow(RangeError);
    expect(() => divide(rational(1), rational(0))).toThrow(RangeError);
  });
});

describe('rounding', () => {
  test.each([
    [5n, { 'half-up': 3n, 'half-even': 2n, 'half-down': 2n, down: 2n, up: 3n }],
    [7n, { 'half-up': 4n, 'half-even': 4n, 'half-down': 3n, down: 3n, up: 4n }],
    [-5n, { 'half-up': -3n, 'half-even': -2n, 'half-down': -2n, down: -2n, up: -3n }],
    [4n, { 'half-up': 2n, 'half-even': 2n, 'half-down': 2n, down: 2n, up: 2n }],
  ])('of %i halves', (halves, wanted) => {
    for (const mode of ROUNDING_MODES) expect(roundQuotient(halves, 2n, mode)).toBe(wanted[mode]);
  });

  test('is never a whole unit off, and the half modes never more than half a unit', () => {
    fc.assert(
      fc.property(fraction, fc.constantFrom(...ROUNDING_MODES), ({ numerator, denominator }, mode) => {
        const rounded = roundQuotient(numerator, denominator, mode);
        const off = rounded * denominator - numerator;
        const distance = off < 0n ? -off : off;
        expect(distance < denominator).toBe(true);
        if (mode.startsWith('half')) expect(2n * distance <= denominator).toBe(true);
      }),
    );
  });

  test('to a multiple gives a multiple', () => {
    expect(roundToMultiple(32_150n, 100n, 'half-even')).toBe(32_200n);
    expect(roundToMultiple(32_250n, 100n, 'half-even')).toBe(32_200n);
    expect(unitsOf(rational(1, 3), 2, 'up')).toBe(34n);
  });

  test('needs a positive denominator', () => {
    for (const mode of ROUNDING_MODES) expect(() => roundQuotient(1n, 0n, mode)).toThrow(RangeError);
  });
});
