import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate } from '../calendar/date.ts';
import { fen } from '../money/fen.ts';
import { hashOf } from '../wire/hash.ts';
import { makeCostStatement, penaltyRateBps } from './cost-statement.ts';
import { isSigned, signatureSchema } from './contract.ts';
import { ALL_IN_CEILING_BPS, isIntact, makePlan, OFFERED_TERMS, planSchema, usualInstalment } from './plan.ts';

const startOn = calendarDate('2026-11-22');
const terms = fc.record({
  principalFen: fc.integer({ min: 500_00, max: 100_000_00 }).map(fen),
  annualRateBps: fc.constantFrom(1_080, 1_440, 1_800, 2_160),
  terms: fc.constantFrom(...OFFERED_TERMS),
});

describe('a plan', () => {
  test('of any tier and amount sums up, is under the ceiling, and survives the wire unaltered', () => {
    fc.assert(
      fc.property(terms, (asked) => {
        const plan = makePlan({ ...asked, startOn });
        expect(plan.costFen).toBe(plan.totalFen - plan.principalFen);
        expect(plan.instalments.reduce((sum, row) => sum + row.totalFen, 0)).toBe(plan.totalFen);
        expect(plan.irrBps).toBeLessThanOrEqual(ALL_IN_CEILING_BPS);
        expect(plan.firstDueOn).toBe('2026-12-22');
        const arrived = planSchema.parse(JSON.parse(JSON.stringify(plan)));
        expect(isIntact(arrived)).toBe(true);
        expect(usualInstalment(arrived)).toBe(arrived.instalments[0]?.totalFen);
      }),
      { numRuns: 60 },
    );
  });

  test('above the ceiling is not made', () => {
    expect(() => makePlan({ principalFen: fen(1_000_00), annualRateBps: 2_400, terms: 12, startOn })).toThrow(
      /ceiling/,
    );
  });

  test('changed by one fen is no longer intact', () => {
    const plan = makePlan({ principalFen: fen(3_000_00), annualRateBps: 1_440, terms: 6, startOn });
    expect(isIntact({ ...plan, totalFen: fen(plan.totalFen - 1) })).toBe(false);
    const [first, ...rest] = plan.instalments;
    if (!first) throw new Error('a plan has instalments');
    expect(isIntact({ ...plan, instalments: [{ ...first, interestFen: fen(0) }, ...rest] })).toBe(false);
  });

  test('made again from the same terms has the same hash', () => {
    fc.assert(
      fc.property(terms, (asked) => {
        expect(makePlan({ ...asked, startOn }).hash).toBe(makePlan({ ...asked, startOn }).hash);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the cost statement', () => {
  const plan = makePlan({ principalFen: fen(3_000_00), annualRateBps: 1_440, terms: 12, startOn });
  const statement = makeCostStatement(plan, '示例银行', ALL_IN_CEILING_BPS);

  test('names every item, its yearly rate and who gets it, and nothing else', () => {
    expect(statement.items).toEqual([
      {
        kind: 'interest',
        method: 'monthly-on-remaining-principal',
        annualStandardBps: 1_440,
        amountFen: plan.costFen,
        payee: '示例银行',
      },
    ]);
    expect(statement.allInRateBps).toBe(plan.irrBps);
    expect(statement.totalCostFen).toBe(plan.costFen);
    const { hash, ...rest } = statement;
    expect(hash).toBe(hashOf(rest));
  });

  test.each([
    [1_080, 1_620],
    [1_440, 2_160],
    [1_800, 2_400],
    [2_160, 2_400],
  ])('at %i the penalty rate is %i: half as much again, within the ceiling', (rate, penalty) => {
    expect(penaltyRateBps(rate, ALL_IN_CEILING_BPS)).toBe(penalty);
  });
});

describe('a signature', () => {
  const drawn = (points: { x: number; y: number }[]) =>
    signatureSchema.parse({ width: 600, height: 200, strokes: [points.map((point, t) => ({ ...point, t }))] });

  test('is ink of some length', () => {
    expect(
      isSigned(
        drawn([
          { x: 10, y: 10 },
          { x: 80, y: 40 },
        ]),
      ),
    ).toBe(true);
  });

  test('is not a tap, nor a short tick', () => {
    expect(isSigned(drawn([{ x: 10, y: 10 }]))).toBe(false);
    expect(
      isSigned(
        drawn([
          { x: 10, y: 10 },
          { x: 30, y: 12 },
        ]),
      ),
    ).toBe(false);
  });
});
