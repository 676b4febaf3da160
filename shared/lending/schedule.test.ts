import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { addMonths, calendarDate } from '../calendar/date.ts';
import { addFen, fen, type Fen } from '../money/fen.ts';
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
      }),
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

const { cases: golden } = cases.parse(
  JSON.parse(readFileSync(new URL('../../test/loan-cases/schedules.json', import.meta.url), 'utf8')),
);

describe('schedules of other systems (test/loan-cases/schedules.json)', () => {
  test.each(golden)('$id', ({ terms, expected }) => {
    const rows = equalInstalmentSchedule({
      principalFen: fenOf(terms.principal),
      annualRateBps: Math.round(Number(terms.annualRatePercent) * 100),
      terms: terms.installments,
      firstDueOn: addMonths(calendarDate(terms.startOn), 1),
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
const firstDueOn = calendarDate('2026-12-31');

describe('every schedule', () => {
  test('repays exactly the principal, row by row', () => {
    fc.assert(
      fc.property(loan, (terms) => {
        const rows = equalInstalmentSchedule({ ...terms, firstDueOn });
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
        const rows = equalInstalmentSchedule({ ...terms, firstDueOn });
        const each = equalInstalment(terms.principalFen, terms.annualRateBps, terms.terms);
        for (const row of rows.slice(0, -1)) expect(row.totalFen).toBe(each);
        expect(Math.abs((rows.at(-1)?.totalFen ?? 0) - each)).toBeLessThanOrEqual(terms.terms);
      }),
    );
  });

  test('falls due on the last day of a short month and comes back to its day', () => {
    const rows = equalInstalmentSchedule({ principalFen: fen(1_000_00), annualRateBps: 1_440, terms: 4, firstDueOn });
    expect(rows.map((row) => row.dueOn)).toEqual(['2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31']);
  });
});

test('a schedule of nothing, or of no terms, is refused', () => {
  const none = { annualRateBps: 1_440, firstDueOn };
  expect(() => equalInstalmentSchedule({ ...none, principalFen: fen(0), terms: 3 })).toThrow(RangeError);
  expect(() => equalInstalmentSchedule({ ...none, principalFen: fen(1), terms: 0 })).toThrow(RangeError);
});

function fenOf(yuan: string): Fen {
  return fen(Math.round(Number(yuan) * 100));
}
