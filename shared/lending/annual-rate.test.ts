import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fen } from '../money/fen.ts';
import { monthlyAnnualRate } from './annual-rate.ts';
import { equalInstalment } from './schedule.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../test/loan-cases/${name}`, import.meta.url), 'utf8'));

const china = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      input: z.object({
        principal: z.string(),
        upFrontFee: z.string(),
        installments: z.int(),
        installment: z.string(),
      }),
      expected: z.object({ simplePercent: z.string(), irrPercent: z.string() }),
    }),
  ),
});

describe('annualised rates of the People’s Bank of China (test/loan-cases/china.json)', () => {
  test.each(china.parse(read('china.json')).cases)('$id', ({ input, expected }) => {
    const received = fen((Number(input.principal) - Number(input.upFrontFee)) * 100);
    const payments = Array.from({ length: input.installments }, () => fen(Math.round(Number(input.installment) * 100)));
    const rate = monthlyAnnualRate(received, payments);
    expect((rate.simpleBps / 100).toFixed(2)).toBe(expected.simplePercent);
    expect((rate.irrBps / 100).toFixed(2)).toBe(expected.irrPercent);
  });
});

const published = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      function: z.enum(['irr', 'pmt']),
      input: z.union([
        z.object({ values: z.array(z.number()) }),
        z.object({ rate: z.string(), nper: z.int(), pv: z.number() }),
      ]),
      expected: z.string(),
      tolerance: z.string(),
    }),
  ),
});

describe('published values of financial functions (test/loan-cases/irr.json)', () => {
  test.each(published.parse(read('irr.json')).cases)('$id $function', ({ input, expected, tolerance }) => {
    if ('values' in input) {
      const [received = 0, ...payments] = input.values.map((value) => fen(Math.abs(value) * 100));
      const { simpleBps } = monthlyAnnualRate(fen(received), payments);
      // Ours is a year of twelve periods in whole basis points; the source gives one period.
      expect(Math.abs(simpleBps / 120_000 - Number(expected))).toBeLessThan(Number(tolerance) + 1 / 120_000);
      return;
    }
    const [numerator = '0', denominator = '1'] = input.rate.split('/');
    const annualRateBps = Math.round((Number(numerator) / Number(denominator)) * 12 * 10_000);
    const each = equalInstalment(fen(input.pv * 100), annualRateBps, input.nper);
    // The source is unrounded; ours is rounded to the fen.
    expect(Math.abs(each / 100 + Number(expected))).toBeLessThanOrEqual(0.005 + Number(tolerance));
  });
});

test('the rate found makes the payments worth what was received', () => {
  const flows = fc.record({
    received: fc.integer({ min: 100_00, max: 100_000_00 }),
    surplus: fc.array(fc.integer({ min: 0, max: 20_000_00 }), { minLength: 1, maxLength: 12 }),
  });
  fc.assert(
    fc.property(flows, ({ received, surplus }) => {
      const payments = surplus.map((extra) => fen(Math.ceil(received / surplus.length) + extra));
      const { simpleBps, irrBps } = monthlyAnnualRate(fen(received), payments);
      const low = (simpleBps - 1) / 120_000;
      const high = (simpleBps + 1) / 120_000;
      expect(worth(low, payments)).toBeGreaterThanOrEqual(received - 1e-6);
      expect(worth(high, payments)).toBeLessThanOrEqual(received + 1e-6);
      expect(irrBps).toBeGreaterThanOrEqual(simpleBps);
    }),
  );
});

test('paying back less than was received has no rate', () => {
  expect(() => monthlyAnnualRate(fen(100), [fen(99)])).toThrow(RangeError);
  expect(monthlyAnnualRate(fen(100), [fen(100)])).toEqual({ irrBps: 0, simpleBps: 0 });
});

function worth(monthly: number, payments: readonly number[]): number {
  return payments.reduce((sum, payment, index) => sum + payment / (1 + monthly) ** (index + 1), 0);
}
