import { describe, expect, test } from 'vitest';
import { CEILINGS, isWithinCeiling, type CeilingQuestion } from '../index.ts';

describe('the ceiling of the all-in cost', () => {
  test.each<[CeilingQuestion['lender'], string, string, string]>([
    ['licensed', '2026-11-22', '24.00', '24%'],
    ['micro-loan', '2027-12-31', '24.00', '24%'],
    ['micro-loan', '2028-01-01', '12.00', 'four times 3.00'],
    ['assisted-lending', '2025-10-01', '24.00', '24%'],
    ['private', '2020-08-19', '24.00', 'the rule before'],
    ['private', '2020-08-20', '15.40', 'four times 3.85'],
    ['private', '2024-10-20', '13.40', 'four times 3.35'],
    ['private', '2024-10-21', '12.40', 'four times 3.10'],
  ])('%s on %s is %s: %s', (lender, on, ceilingPercent) => {
    expect(isWithinCeiling({ allInPercent: '10', lender, on })).toMatchObject({
      ok: true,
      value: { ceilingPercent, isWithin: true },
    });
  });

  test('may be reached, not passed, however little', () => {
    const ask = (allInPercent: string): unknown =>
      isWithinCeiling({ allInPercent, lender: 'licensed', on: '2026-11-22' });
    expect(ask('24')).toMatchObject({ value: { isWithin: true } });
    expect(ask('24.0000000001')).toMatchObject({ value: { isWithin: false } });
  });

  test('is refused where none is in force, never guessed', () => {
    expect(isWithinCeiling({ allInPercent: '1', lender: 'assisted-lending', on: '2025-09-30' })).toMatchObject({
      ok: false,
      refusal: { code: 'no-ceiling-in-force' },
    });
    const noReference = { ...CEILINGS, oneYearLpr: [] };
    expect(isWithinCeiling({ allInPercent: '1', lender: 'private', on: '2026-01-01' }, noReference).ok).toBe(false);
  });
});

describe('the configuration', () => {
  test('has one rule a lender and day, and reference rates in the order of their days', () => {
    for (const rule of CEILINGS.rules) {
      const same = CEILINGS.rules.filter(
        ({ lender, from, to }) => lender === rule.lender && from <= rule.from && (to === null || rule.from <= to),
      );
      expect(same).toEqual([rule]);
    }
    const days = CEILINGS.oneYearLpr.map(({ from }) => from);
    expect(days).toEqual([...days].sort());
  });
});
