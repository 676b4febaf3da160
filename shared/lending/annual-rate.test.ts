import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fen, type Fen } from '../money/fen.ts';
import { monthlyAnnualRate } from './annual-rate.ts';
import { annualRate } from './index.ts';

const flows = fc.record({
  received: fc.integer({ min: 100_00, max: 100_000_00 }),
  surplus: fc.array(fc.integer({ min: 0, max: 20_000_00 }), { minLength: 1, maxLength: 12 }),
});

test('the rate found makes the payments worth what was received', () => {
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

test('the annex of PBOC Announcement [2021] No. 3: 100,000 less 1,000, twelve times 8,833.30', () => {
  const payments = Array.from({ length: 12 }, () => fen(8_833_30));
  expect(monthlyAnnualRate(fen(99_000_00), payments)).toEqual({ simpleBps: 1_280, irrBps: 1_358 });
});

test('a plan’s rate is the rate that the door of the loan maths gives for its flows', () => {
  fc.assert(
    fc.property(flows, ({ received, surplus }) => {
      const payments = surplus.map((extra) => fen(Math.ceil(received / surplus.length) + extra));
      const amounts = [yuan(fen(received)), ...payments.map((payment) => `-${yuan(payment)}`)];
      const rate = annualRate(amounts, { method: 'pboc', periodsPerYear: 12 });
      if (!rate.ok) throw new Error(rate.refusal.detail);
      const { simpleBps, irrBps } = monthlyAnnualRate(fen(received), payments);
      fc.pre(irrBps < 10_000_000);
      expect(Number(rate.value.annual.shown)).toBe(irrBps / 100);
      expect(Number(rate.value.simple?.shown)).toBe(simpleBps / 100);
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

function yuan(amount: Fen): string {
  return (amount / 100).toFixed(2);
}
