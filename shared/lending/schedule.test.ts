import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { calendarDate } from '../calendar/date.ts';
import { addFen, divideHalfUp, fen, type Fen } from '../money/fen.ts';
import { schedule } from './index.ts';
import { equalInstalment, equalInstalmentSchedule } from './schedule.ts';

const cases = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      terms: z.object({
        principal: z.string(),
        annualRatePercent: z.string(),
        installments: z.int(),
        startOn: z.string(),
        interestMethod: z.string(),
        amortization: z.string(),
        every: z.int(),
        unit: z.string(),
        daysInYear: z.string(),
        daysInMonth: z.string(),
        installmentMultiple: z.string().nullable(),
        downPaymentPercent: z.string().nullable(),
      }),
      notes: z.object({ sameWithHalfUp: z.boolean().nullable(), needsInstallmentLevelling: z.boolean().nullable() }),
      expected: z.object({
        periods: z.array(
          z.object({
            n: z.int(),
            due: z.string(),
            principal: z.string(),
            interest: z.string(),
            total: z.string(),
            balance: z.string(),
          }),
        ),
      }),
    }),
  ),
});

/** The cases of the one form that a plan has: monthly equal instalments on 30/360 at whole basis points, half up. */
const golden = cases
  .parse(JSON.parse(readFileSync(new URL('../../test/loan-cases/schedules.json', import.meta.url), 'utf8')))
  .cases.filter(
    ({ terms, notes }) =>
      `${terms.interestMethod} ${terms.amortization}` === 'declining-balance equal-installment' &&
      `${terms.every} ${terms.unit} ${terms.daysInMonth}/${terms.daysInYear}` === '1 months 30/360' &&
      terms.installmentMultiple === null &&
      terms.downPaymentPercent === null &&
      notes.sameWithHalfUp === true &&
      notes.needsInstallmentLevelling !== true &&
      Number.isInteger(Number((Number(terms.annualRatePercent) * 100).toFixed(6))),
  );

describe('schedules of other systems (test/loan-cases/schedules.json)', () => {
  test('are there in numbers', () => {
    expect(golden.length).toBeGreaterThanOrEqual(20);
  });

  test.each(golden)('$id', ({ terms, expected }) => {
    const rows = equalInstalmentSchedule({
      principalFen: fenOf(terms.principal),
      annualRateBps: Math.round(Number(terms.annualRatePercent) * 100),
      terms: terms.installments,
      startOn: calendarDate(terms.startOn),
    });
    const wanted = expected.periods.map(({ n, due, principal, interest, total, balance }) => ({
      n,
      dueOn: due,
      principalFen: fenOf(principal),
      interestFen: fenOf(interest),
      totalFen: fenOf(total),
      balanceFen: fenOf(balance),
    }));
    expect(rows).toEqual(wanted);
  });
});

const loan = fc.record({
  principalFen: fc.integer({ min: 1_00, max: 100_000_00 }).map(fen),
  annualRateBps: fc.integer({ min: 0, max: 2_400 }),
  terms: fc.integer({ min: 1, max: 12 }),
});
const anyLoan = fc.record({
  principalFen: fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 10 ** 14 })).map(fen),
  annualRateBps: fc.integer({ min: 0, max: 100_000 }),
  terms: fc.integer({ min: 1, max: 360 }),
});
const startOn = calendarDate('2026-11-30');

describe('every schedule', () => {
  test('repays exactly the principal, row by row', () => {
    fc.assert(
      fc.property(fc.oneof(loan, anyLoan), (terms) => {
        const rows = equalInstalmentSchedule({ ...terms, startOn });
        expect(addFen(...rows.map((row) => row.principalFen))).toBe(terms.principalFen);
        let left: number = terms.principalFen;
        for (const row of rows) {
          left -= row.principalFen;
          expect(row.balanceFen).toBe(left);
          expect(row.totalFen).toBe(row.principalFen + row.interestFen);
          expect(row.principalFen).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('has equal instalments but for the last, which differs by no more than a fen a term', () => {
    fc.assert(
      fc.property(loan, (terms) => {
        const rows = equalInstalmentSchedule({ ...terms, startOn });
        const each = equalInstalment(terms.principalFen, terms.annualRateBps, terms.terms);
        for (const row of rows.slice(0, -1)) expect(row.totalFen).toBe(each);
        expect(Math.abs((rows.at(-1)?.totalFen ?? 0) - each)).toBeLessThanOrEqual(terms.terms);
      }),
    );
  });

  test('is the one the general engine gives, row for row', () => {
    fc.assert(
      fc.property(fc.oneof(loan, anyLoan), (terms) => {
        const general = schedule({
          principal: (BigInt(terms.principalFen) / 100n).toString() + decimals(terms.principalFen),
          annualRatePercent: (terms.annualRateBps / 100).toFixed(2),
          installments: terms.terms,
          startOn: '2026-11-22',
          scheduleModel: 'cumulative',
          interestPeriod: 'same-as-repayment',
        });
        if (!general.ok) throw new Error(general.refusal.detail);
        const rows = equalInstalmentSchedule({ ...terms, startOn: calendarDate('2026-11-22') });
        expect(rows).toEqual(
          general.value.periods.map(({ n, due, principal, interest, total, balance }) => ({
            n,
            dueOn: due,
            principalFen: fenOf(principal),
            interestFen: fenOf(interest),
            totalFen: fenOf(total),
            balanceFen: fenOf(balance),
          })),
        );
      }),
      { numRuns: 150 },
    );
  });

  test('falls due on the last day of a short month and comes back to its day', () => {
    const dues = (start: string): string[] => {
      const terms = { principalFen: fen(1_000_00), annualRateBps: 1_440, terms: 3, startOn: calendarDate(start) };
      return equalInstalmentSchedule(terms).map((row) => row.dueOn);
    };
    expect(dues('2026-12-31')).toEqual(['2027-01-31', '2027-02-28', '2027-03-31']);
    expect(dues('2027-01-30')).toEqual(['2027-02-28', '2027-03-30', '2027-04-30']);
  });
});

describe('the instalment', () => {
  test('is the exact fraction rounded half up once, also where floats can not tell', () => {
    fc.assert(
      fc.property(fc.oneof(loan, anyLoan), ({ principalFen, annualRateBps, terms }) => {
        const wanted = exactly(BigInt(principalFen), BigInt(annualRateBps), BigInt(terms));
        expect(BigInt(equalInstalment(principalFen, annualRateBps, terms))).toBe(wanted);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    [1, 0, 2, 1],
    [3, 0, 2, 2],
    [2_000_001, 0, 2, 1_000_001],
    [15, 0, 10, 2],
  ])('%i fen at %i over %i terms lies on a half and is %i', (principal, rate, terms, each) => {
    expect(equalInstalment(fen(principal), rate, terms)).toBe(each);
  });
});

test('a schedule of nothing, or of no terms, is refused', () => {
  const none = { annualRateBps: 1_440, startOn };
  expect(() => equalInstalmentSchedule({ ...none, principalFen: fen(0), terms: 3 })).toThrow(RangeError);
  expect(() => equalInstalmentSchedule({ ...none, principalFen: fen(1), terms: 0 })).toThrow(RangeError);
});

function exactly(principal: bigint, rate: bigint, terms: bigint): bigint {
  if (rate === 0n) return divideHalfUp(principal, terms);
  const grown = (120_000n + rate) ** terms;
  return divideHalfUp(principal * rate * grown, 120_000n * (grown - 120_000n ** terms));
}

function fenOf(yuan: string): Fen {
  return fen(Number(yuan.replace('.', '')));
}

function decimals(amount: number): string {
  return `.${String(amount % 100).padStart(2, '0')}`;
}
