import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import type { SignedDocument } from '#shared/wire/terminal.ts';
import {
  checkSigning,
  chooseLender,
  contractNumber,
  isBookable,
  payableOn,
  plansFor,
  type LenderRow,
} from './model.ts';

const lender = (change: Partial<LenderRow>): LenderRow => ({
  id: 'a',
  name: 'a',
  appetiteMinFen: 500_00,
  appetiteMaxFen: 50_000_00,
  quotaFen: 1_000_000_00,
  usedFen: 0,
  priority: 1,
  ...change,
});

describe('the lender', () => {
  const [first, second] = [lender({}), lender({ id: 'b', priority: 2, appetiteMaxFen: 100_000_00 })];

  test.each<[string, LenderRow[], number, string | null]>([
    ['the first by priority, wherever it stands', [second, first], 1_000_00, 'a'],
    ['the next one where the amount is too large for the first', [first, second], 60_000_00, 'b'],
    ['the next one where the first has no quota left', [lender({ usedFen: 999_999_00 }), second], 2_00_00, 'b'],
    ['the last fen of a quota', [lender({ usedFen: 999_000_00 })], 1_000_00, 'a'],
    ['none where nobody takes the amount', [first, second], 100, null],
  ])('is %s', (_, lenders, amount, id) => {
    // 200 yuan is below both appetites only in the last row.
    expect(
      chooseLender(
        lenders.map((row) => ({ ...row, appetiteMinFen: id === null ? 500_00 : 0 })),
        fen(amount),
      )?.id ?? null,
    ).toBe(id);
  });
});

describe('plans', () => {
  const startOn = calendarDate('2026-11-22');

  test('of every tier are four, each bookable', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 500_00, max: 100_000_00 }).map(fen),
        fc.constantFrom(1_080, 1_440, 1_800, 2_160),
        (principalFen, rateBps) => {
          const plans = plansFor({ principalFen, rateBps, startOn });
          expect(plans.map(({ terms }) => terms)).toEqual([3, 6, 9, 12]);
          expect(plans.every((plan) => isBookable(plan, startOn))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('that were touched are not bookable', () => {
    const [plan] = plansFor({ principalFen: fen(3_000_00), rateBps: 1_440, startOn });
    if (!plan) throw new Error('there are four plans');
    expect(isBookable(plan, startOn)).toBe(true);
    expect(isBookable({ ...plan, irrBps: plan.irrBps - 1 }, startOn)).toBe(false);
    expect(isBookable(plan, calendarDate('2017-08-03')), 'before there was a ceiling in force').toBe(false);
    expect(isBookable({ ...plan, instalments: plan.instalments.slice(1) }, startOn)).toBe(false);
  });
});

describe('what was signed', () => {
  const ink = {
    width: 100,
    height: 100,
    strokes: [
      [
        { x: 0, y: 0, t: 0 },
        { x: 90, y: 90, t: 9 },
      ],
    ],
  };
  const statement: SignedDocument = { hash: 's', shownAt: 1, signedAt: 2, signature: ink };
  const contract: SignedDocument = { hash: 'c', shownAt: 3, signedAt: 4, signature: ink };
  const prepared = { planHash: 'p', statementHash: 's', contractHash: 'c' };
  const tap = { ...ink, strokes: [[{ x: 0, y: 0, t: 0 }]] };

  test.each([
    ['as prepared', {}, {}, 'p', 'ok'],
    ['another plan', {}, {}, 'q', 'plan-changed'],
    ['another statement', { hash: 'x' }, {}, 'p', 'plan-changed'],
    ['another contract', {}, { hash: 'x' }, 'p', 'plan-changed'],
    ['an empty signature on the statement', { signature: tap }, {}, 'p', 'signature-empty'],
    ['an empty signature on the contract', {}, { signature: tap }, 'p', 'signature-empty'],
    ['a statement signed before it was shown', { shownAt: 2 }, {}, 'p', 'statement-not-read'],
    ['a contract signed before it was shown', {}, { shownAt: 4 }, 'p', 'statement-not-read'],
    ['the contract signed before the statement', { shownAt: 4, signedAt: 5 }, {}, 'p', 'statement-not-read'],
  ])('%s', (_, statementChange, contractChange, planHash, expected) => {
    const signing = {
      planHash,
      costStatement: { ...statement, ...statementChange },
      contract: { ...contract, ...contractChange },
    };
    const answer = checkSigning(signing, prepared);
    expect(answer.ok ? 'ok' : answer.refusal.code).toBe(expected);
  });
});

test('a merchant is paid the day after the booking, also over the end of a month', () => {
  expect(payableOn(calendarDate('2026-11-22'))).toBe('2026-11-23');
  expect(payableOn(calendarDate('2026-11-30'))).toBe('2026-12-01');
});

test('a contract’s number has day and reference', () => {
  expect(contractNumber(calendarDate('2026-11-22'), 'A7-0193')).toBe('ZG-20261122-A7-0193');
});
