import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import { isRunning, portfolioShares, progressPercent } from './closing.ts';

const run = {
  closesOn: calendarDate('2026-11-22'),
  startedAt: 1,
  finishedAt: null,
  loansTotal: 10,
  loansDone: 3,
  loansFailed: 0,
  perSecond: 3,
};

test('a run is under way until it has ended', () => {
  expect(isRunning({ run })).toBe(true);
  expect(isRunning({ run: { ...run, finishedAt: 2 } })).toBe(false);
  expect(isRunning({ run: null })).toBe(false);
  expect(isRunning(null)).toBe(false);
});

test.each([
  [0, 0, 100],
  [0, 3, 0],
  [999_999, 1_000_000, 99],
  [3, 3, 100],
])('%i of %i loans are %i per cent', (loansDone, loansTotal, percent) => {
  expect(progressPercent({ loansDone, loansTotal })).toBe(percent);
});

test('bars are within the picture, and the shares make up the whole', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100_000_000_00), { minLength: 1, maxLength: 8 }), (amounts) => {
      const shares = portfolioShares(amounts.map((amount) => ({ principalFen: fen(amount) })));
      const whole = amounts.some((amount) => amount > 0);
      expect(Math.max(...shares.map(({ bar }) => bar))).toBeCloseTo(whole ? 100 : 0);
      const sum = shares.reduce((total, { shareBps }) => total + shareBps, 0);
      expect(Math.abs(sum - (whole ? 10_000 : 0))).toBeLessThanOrEqual(amounts.length);
    }),
  );
});
