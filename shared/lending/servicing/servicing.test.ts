import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '../../calendar/date.ts';
import { sumOf, total } from './amounts.ts';
import { journalOf } from './journal/journal.ts';
import { isAccrual } from './kinds.ts';
import { outstandingOf } from './rows/row.ts';
import { eventSchema, servicingTermsSchema, type ServicingEventInput, type ServicingTermsInput } from './schemas.ts';
import { apply, openLoan, replayEvents } from './servicing.ts';
import type { LoanState } from './state.ts';
import { servicingTerms, type ServicingTerms } from './terms.ts';
import { outstandingUnits, statusOf } from './views/summary.ts';

const START = calendarDate('2026-01-05');
const LENT = '1200.00';

/** Offsets in days from the first day. */
const payment = fc.record({
  day: fc.integer({ min: 1, max: 110 }),
  cents: fc.integer({ min: 1, max: 60_000 }),
  type: fc.constantFrom('repayment', 'goodwill-credit', 'payout-refund', 'interest-payment-waiver'),
});
type Payment = typeof payment extends fc.Arbitrary<infer T> ? T : never;
const payments = fc.uniqueArray(payment, { maxLength: 6, selector: ({ day }) => day });

const products = fc.record({
  rate: fc.constantFrom('0', '9.9', '24'),
  processing: fc.constantFrom('horizontal' as const, 'vertical' as const),
  recalculates: fc.boolean(),
  future: fc.constantFrom('next-installment' as const, 'last-installment' as const, 'reamortization' as const),
});
type Product = typeof products extends fc.Arbitrary<infer T> ? T : never;

describe('a serviced loan', () => {
  test('comes out the same whether payments are entered in order or late', () => {
    fc.assert(
      fc.property(products, payments, fc.infiniteStream(fc.nat()), (product, paid, shuffle) => {
        const inOrder = [...paid].sort((a, b) => a.day - b.day);
        const late = paid.map((each) => ({ each, at: shuffle.next().value })).sort((a, b) => a.at - b.at);
        const prompt = serviced(
          product,
          inOrder.flatMap((each) => [businessDay(each.day), eventOf(each)]),
        );
        const tardy = serviced(product, [businessDay(111), ...late.map(({ each }) => eventOf(each))]);
        expect(standing(closed(tardy))).toEqual(standing(closed(prompt)));
      }),
      { numRuns: 60 },
    );
  });

  test('is as it was once everything is undone', () => {
    fc.assert(
      fc.property(products, payments, (product, paid) => {
        const opening = serviced(product, []);
        const undone = paid.reduce(
          (state) => {
            const target = state.transactions.find(({ entry }) => isPaymentOpen(entry));
            if (!target) return state;
            const ofDay = state.transactions.filter(({ entry }) => entry.on === target.entry.on);
            return apply(state, {
              type: 'undo',
              on: target.entry.on,
              nth: ofDay.indexOf(target) + 1,
              transaction: undefined,
            });
          },
          serviced(product, [businessDay(0), ...paid.map(eventOf)]),
        );
        expect(undone.rows).toEqual(opening.rows);
        expect(undone.overpaid).toBe(0n);
      }),
      { numRuns: 40 },
    );
  });

  test('keeps its sums: principal is what was lent, the journal balances, receivables are what is owed', () => {
    fc.assert(
      fc.property(products, payments, (product, paid) => {
        const state = closed(serviced(product, [businessDay(111), charge(), ...paid.map(eventOf)]));
        expect(total(state.rows, (row) => row.owed.principal)).toBe(120_000n);
        for (const row of state.rows) {
          expect(row.owed.principal).toBeGreaterThanOrEqual(0n);
          for (const component of ['principal', 'interest', 'fee', 'penalty'] as const) {
            expect(outstandingOf(row, component)).toBeGreaterThanOrEqual(0n);
          }
        }
        const lines = state.transactions.flatMap(journalOf);
        expect(total(lines, ({ debit }) => debit)).toBe(total(lines, ({ credit }) => credit));
        const loans = lines.filter(({ account }) => account === 'loans');
        const owed = total(state.rows, (row) => outstandingOf(row, 'principal'));
        expect(total(loans, ({ debit, credit }) => debit - credit)).toBe(owed);
        for (const { amount, portions, overpaid, entry } of state.transactions) {
          if (isPaymentOpen(entry)) expect(sumOf(portions) + overpaid).toBe(amount);
        }
      }),
      { numRuns: 80 },
    );
  });

  test('is closed with nothing left by the payoff of a day, which costs no more than the schedule', () => {
    fc.assert(
      fc.property(products, payments, (product, paid) => {
        const before = serviced(product, [businessDay(100), ...paid.filter(({ day }) => day < 100).map(eventOf)]);
        fc.pre(statusOf(before) === 'ACTIVE');
        const after = apply(before, eventSchema.parse({ type: 'pay-off', on: dayAt(100) }));
        expect(statusOf(after)).toBe('CLOSED_OBLIGATIONS_MET');
        expect(after.overpaid).toBe(0n);
        const payOff = after.transactions.findLast(({ entry }) => entry.kind === 'repayment');
        const toSchedule = outstandingUnits(
          apply(before, eventSchema.parse({ type: 'close-of-business', on: dayAt(100) })),
        );
        expect(payOff?.amount ?? 0n).toBeLessThanOrEqual(toSchedule);
      }),
      { numRuns: 60 },
    );
  });

  test('does not change the state it was given', () => {
    const before = serviced(
      { rate: '9.9', processing: 'horizontal', recalculates: true, future: 'next-installment' },
      [],
    );
    const copy = structuredClone(before.rows);
    apply(before, eventSchema.parse({ type: 'repayment', on: dayAt(20), amount: '100.00' }));
    expect(before.rows).toEqual(copy);
  });
});

function isPaymentOpen({ kind, isReversed }: LoanState['entries'][number]): boolean {
  return !isReversed && !isAccrual(kind) && kind !== 'disbursement';
}

function eventOf({ day, cents, type }: Payment): ServicingEventInput {
  const amount = `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
  return { type, on: dayAt(day), amount };
}

function charge(): ServicingEventInput {
  return { type: 'charge', on: dayAt(0), amount: '15.00', kind: 'fee', due: dayAt(40) };
}

function businessDay(day: number): ServicingEventInput {
  return { type: 'businessDate', on: dayAt(day) };
}

function dayAt(day: number) {
  return addDays(START, day);
}

function serviced(product: Product, events: readonly ServicingEventInput[]): LoanState {
  const opening: ServicingEventInput[] = [{ type: 'disburse', on: START, amount: LENT }];
  return replayEvents(
    termsOf(product),
    [...opening, ...events].map((event) => eventSchema.parse(event)),
  );
}

function closed(state: LoanState): LoanState {
  return apply(state, eventSchema.parse({ type: 'close-of-business', on: dayAt(112) }));
}

/** What a loan comes to, without when and in which order it was entered. */
function standing({ rows, overpaid, transactions }: LoanState) {
  const lines = transactions.filter(({ entry }) => !isAccrual(entry.kind));
  return {
    rows: rows.map(({ metOn: _, ...row }) => row),
    overpaid,
    lines: lines.map(({ entry, amount, portions, overpaid: over }) => ({ on: entry.on, amount, portions, over })),
  };
}

function termsOf({ rate, processing, recalculates, future }: Product): ServicingTerms {
  const order = orderOfBuckets();
  const input: ServicingTermsInput = {
    loan: {
      principal: LENT,
      annualRatePercent: rate,
      interestMethod: 'declining-balance',
      interestPeriod: 'daily',
      installments: 4,
      every: 1,
      unit: 'months',
      submittedOn: START,
      allocationStrategy: 'advanced-payment-allocation',
    },
    product: {
      scheduleModel: 'progressive',
      processing,
      daysInYear: '360',
      daysInMonth: '30',
      leapRule: null,
      installmentMultiple: null,
      downPaymentPercent: null,
      autoDownPayment: null,
      interestRecalculation: recalculates
        ? {
            restFrequency: 'daily',
            preClosure: 'till-preclose-date',
            strategy: 'adjust-last-unpaid-period',
            compounding: 'none',
            noInterestOnPastDue: false,
          }
        : null,
      allocation: [{ transaction: 'default', future, order }],
      chargebackAllocation: null,
      interestRefundOn: null,
      chargeOffBehaviour: 'regular',
      scheduleStart: 'disbursement-date',
    },
    currencyDigits: 2,
    rounding: 'half-even',
  };
  const terms = servicingTerms(servicingTermsSchema.parse(input));
  if (!terms.ok) throw new Error(terms.refusal.detail);
  return terms.value;
}

function orderOfBuckets(): ServicingTermsInput['product']['allocation'] extends infer Rules
  ? NonNullable<Rules> extends readonly (infer Rule)[]
    ? Rule extends { order: infer Order }
      ? Order
      : never
    : never
  : never {
  return (['past-due', 'due', 'in-advance'] as const).flatMap((due) =>
    (['penalty', 'fee', 'interest', 'principal'] as const).map((component) => `${due}-${component}` as const),
  );
}

test('a loan without events is only submitted', () => {
  const terms = termsOf({ rate: '0', processing: 'horizontal', recalculates: false, future: 'next-installment' });
  expect(statusOf(openLoan(terms))).toBe('SUBMITTED');
});
