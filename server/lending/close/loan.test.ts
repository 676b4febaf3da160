import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, epochDay, type CalendarDate } from '#shared/calendar/date.ts';
import { makePlan } from '#shared/lending/plan.ts';
import {
  advance,
  CONSUMPTION_SETTINGS,
  earnedTill,
  enter,
  eventSchema,
  openLoan,
  termsOfPlan,
  type LoanState,
  type ServicingEventInput,
} from '#shared/lending/servicing/index.ts';
import { addFen, fen, subtractFen, ZERO_FEN } from '#shared/money/fen.ts';
import { figuresOf } from '../servicing/rules/figures.ts';
import { termsIn } from '../servicing/rules/thawed.ts';
import { incomeOf } from './income.ts';
import { closeAsForeseen, closeFromState, type LoanBehind, type LoanClosed } from './loan.ts';

const START = calendarDate('2026-01-31');
const LENT = fen(300_000);

/** A loan of four instalments, paid as given, as of the day after the last payment. */
function stateAfter(payments: readonly { day: number; amountFen: number }[], asOf: CalendarDate): LoanState {
  const plan = makePlan({ principalFen: LENT, annualRateBps: 1_440, terms: 4, startOn: START });
  const open = openLoan(termsIn(termsOfPlan(plan, START, CONSUMPTION_SETTINGS)));
  const events: ServicingEventInput[] = [
    { type: 'approve', on: START, amount: '3000.00', expectedDisbursement: START },
    { type: 'disburse', on: START, amount: '3000.00' },
    ...payments.map(({ day, amountFen }) => ({
      type: 'repayment' as const,
      on: addDays(START, day),
      amount: (amountFen / 100).toFixed(2),
    })),
  ];
  const state = events.reduce((known, event) => enter(known, eventSchema.parse(event)), open);
  return advance(state, epochDay(asOf));
}

function behind(state: LoanState, closedTill: CalendarDate): LoanBehind {
  const { status, bucket, outstandingFen, dueFen } = figuresOf(state);
  return {
    loanId: '019a0000-0000-7000-8000-000000000001',
    merchantId: '019a0000-0000-7000-8000-000000000002',
    contractNumber: 'C-1',
    lender: { id: '019a0000-0000-7000-8000-000000000003', name: '示例银行' },
    closedTill,
    booked: incomeOf(earnedTill(state, epochDay(closedTill))),
    status,
    bucket,
    outstandingFen,
    dueFen,
  };
}

/** The loan as the next day finds it. */
function next(loan: LoanBehind, closed: LoanClosed): LoanBehind {
  const { status, bucket, outstandingFen, dueFen } = closed.figures;
  return { ...loan, closedTill: closed.closedTill, booked: closed.booked, status, bucket, outstandingFen, dueFen };
}

const payments = fc
  .array(fc.record({ day: fc.integer({ min: 1, max: 100 }), amountFen: fc.integer({ min: 1, max: 80_000 }) }), {
    maxLength: 4,
  })
  .map((all) => all.toSorted((a, b) => a.day - b.day));

describe('a day that was foreseen', () => {
  test('closes a loan as looking at it would, for as long as the outlook says', () => {
    fc.assert(
      fc.property(payments, fc.integer({ min: 0, max: 140 }), (paid, after) => {
        const asOf = addDays(START, (paid.at(-1)?.day ?? 0) + after);
        const state = stateAfter(paid, asOf);
        let loan = behind(state, asOf);
        const seen = closeFromState(loan, state, addDays(asOf, 1));
        loan = next(loan, seen);
        for (const day of seen.outlook.days) {
          const till = addDays(loan.closedTill, 1);
          const looked = closeFromState(loan, state, till);
          const foreseen = closeAsForeseen(loan, day);
          expect(looked.figures).toMatchObject(foreseen.figures);
          expect(looked.figures.nextDueOn).toBe(seen.figures.nextDueOn);
          expect(foreseen).toMatchObject({
            closedTill: till,
            booked: looked.booked,
            postings: looked.postings,
            hasMoved: looked.hasMoved,
          });
          loan = next(loan, foreseen);
        }
        expect(seen.outlook.attentionOn).toBe(addDays(loan.closedTill, 1));
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    [0, 'M0', 'normal'],
    [1, 'M1', 'special-mention'],
    [30, 'M1', 'special-mention'],
    [31, 'M2', 'special-mention'],
    [60, 'M2', 'special-mention'],
    [61, 'M3', 'special-mention'],
    [90, 'M3', 'special-mention'],
    [91, 'M4', 'substandard'],
    [120, 'M4', 'substandard'],
    [121, 'M5', 'substandard'],
    [150, 'M5', 'substandard'],
    [151, 'M6', 'substandard'],
    [180, 'M6', 'substandard'],
    [181, 'M6+', 'substandard'],
    [270, 'M6+', 'substandard'],
    [271, 'M6+', 'doubtful'],
    [360, 'M6+', 'doubtful'],
    [361, 'M6+', 'loss'],
  ] as const)('with %i days late is in %s, %s', (daysOverdue, bucket, category) => {
    const nothing = { interestFen: ZERO_FEN, feeFen: ZERO_FEN, penaltyFen: ZERO_FEN };
    const loan = behind(stateAfter([], START), START);
    const { figures } = closeAsForeseen(loan, { ...nothing, daysOverdue, penaltyOfDayFen: ZERO_FEN });
    expect(figures).toMatchObject({ daysOverdue, bucket, category });
  });
});

describe('days that were missed', () => {
  test('are closed with one posting each, adding up to what was earned', () => {
    const state = stateAfter([{ day: 20, amountFen: 10_000 }], addDays(START, 20));
    const loan = behind(state, addDays(START, 20));
    const till = addDays(START, 45);
    const closed = closeFromState(loan, state, till);
    expect(closed.postings.map(({ valueOn }) => valueOn)).toEqual(
      Array.from({ length: 25 }, (_, day) => addDays(START, 20 + day)),
    );
    const earned = incomeOf(earnedTill(advance(state, epochDay(till)), epochDay(till)));
    const receivable = closed.postings
      .flatMap(({ entries }) => entries)
      .filter(({ account }) => account === '1132')
      .reduce((sum, { side, amountFen }) => (side === 'debit' ? addFen : subtractFen)(sum, amountFen), ZERO_FEN);
    const before = addFen(loan.booked.interestFen, loan.booked.penaltyFen);
    expect(receivable).toBe(subtractFen(addFen(earned.interestFen, earned.penaltyFen), before));
    expect(closed.booked).toEqual(earned);
    expect(closed.figures).toMatchObject({ status: 'overdue', bucket: 'M1', daysOverdue: 17 });
    expect(closed.hasMoved).toBe(true);
  });

  test('less earned than booked goes the other way', () => {
    const state = stateAfter([], START);
    const loan = { ...behind(state, START), booked: { ...incomeOf(earnedTill(state, 0)), interestFen: fen(500) } };
    const [posting] = closeFromState(loan, state, addDays(START, 1)).postings;
    expect(posting?.entries.map(({ account, side, amountFen }) => [account, side, amountFen])).toEqual([
      ['1132', 'credit', 500],
      ['6011', 'debit', 500],
    ]);
  });
});
