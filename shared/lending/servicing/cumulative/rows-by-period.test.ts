import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochDay, fromEpochDay } from '../../../calendar/date.ts';
import { formatUnits } from '../../exact/decimal.ts';
import { schedule } from '../../schedule/schedule-of.ts';
import { sumOf, total } from '../amounts.ts';
import { isAccrual } from '../kinds.ts';
import { payOffAmount } from '../pay-off.ts';
import { outstandingOf } from '../rows/row.ts';
import type { ServicingEventInput } from '../schemas.ts';
import type { LoanState } from '../state.ts';
import {
  businessDay,
  dayAt,
  enter,
  LENT,
  lived,
  START,
  type CumulativeProduct,
  type Recalculation,
} from '../testing/cumulative-loan.ts';
import { outstandingUnits, statusOf } from '../views/summary.ts';

const recalculations: fc.Arbitrary<Recalculation> = fc.record({
  restFrequency: fc.constantFrom('daily', 'same-as-repayment'),
  preClosure: fc.constantFrom('till-preclose-date', 'till-rest-frequency-date'),
  strategy: fc.constantFrom(
    'adjust-last-unpaid-period',
    'reduce-installment',
    'reduce-number-of-installments',
    'reschedule-next-repayments',
  ),
  compounding: fc.constant('none'),
  noInterestOnPastDue: fc.boolean(),
});

const products: fc.Arbitrary<CumulativeProduct> = fc.record({
  recalculation: fc.option(recalculations, { nil: null, freq: 6 }),
  rate: fc.constantFrom<string[]>('9.9', '24'),
  interestPeriod: fc.constantFrom('daily' as const, 'same-as-repayment' as const),
  amortization: fc.constantFrom('equal-installment' as const, 'equal-principal' as const),
  principalGrace: fc.constantFrom(0, 0, 1),
  multiple: fc.constantFrom(null, '1'),
  strategy: fc.constantFrom(
    'penalties-fees-interest-principal-order' as const,
    'due-penalty-fee-interest-principal-in-advance-principal-penalty-fee-interest' as const,
  ),
});

const payment = fc.record({
  day: fc.integer({ min: 0, max: 130 }),
  cents: fc.integer({ min: 1, max: 60_000 }),
  type: fc.constantFrom('repayment', 'goodwill-credit', 'payout-refund'),
});
type Payment = typeof payment extends fc.Arbitrary<infer T> ? T : never;
const payments = fc.uniqueArray(payment, { maxLength: 6, selector: ({ day }) => day });

describe('a cumulative loan whose rows are made period by period', () => {
  test('begins with the first schedule of its terms', () => {
    fc.assert(
      fc.property(products, (product) => {
        const first = schedule({
          principal: LENT,
          annualRatePercent: product.rate,
          installments: 4,
          startOn: START,
          scheduleModel: 'cumulative',
          interestPeriod: product.interestPeriod,
          amortization: product.amortization,
          principalGrace: product.principalGrace,
          daysInYear: '365',
          daysInMonth: 'actual',
          installmentMultiple: product.multiple,
          rounding: 'half-even',
        });
        const rows = opened(product).rows.map(({ due, owed }) => ({
          due: fromEpochDay(due),
          principal: formatUnits(owed.principal, 2),
          interest: formatUnits(owed.interest, 2),
        }));
        const periods = first.ok ? first.value.periods : [];
        expect(rows).toEqual(periods.map(({ due, principal, interest }) => ({ due, principal, interest })));
      }),
    );
  });

  test('comes out the same whether payments are entered in order or late', () => {
    fc.assert(
      fc.property(products, payments, fc.infiniteStream(fc.nat()), (product, paid, shuffle) => {
        const inOrder = [...paid].sort((a, b) => a.day - b.day);
        const late = paid.map((each) => ({ each, at: shuffle.next().value })).sort((a, b) => a.at - b.at);
        const prompt = lived(
          product,
          inOrder.flatMap((each) => [businessDay(each.day), eventOf(each)]),
        );
        const tardy = lived(product, [businessDay(131), ...late.map(({ each }) => eventOf(each))]);
        expect(standing(closed(tardy))).toEqual(standing(closed(prompt)));
      }),
    );
  });

  test('is as it was once everything is undone', () => {
    fc.assert(
      fc.property(products, payments, (product, paid) => {
        const state = lived(product, [businessDay(0), ...paid.map(eventOf)]);
        const numbers = state.entries.filter(({ kind }) => kind !== 'disbursement').map(({ id }) => id);
        const undone = numbers.reduce((now, of) => enter(now, { type: 'undo-number', on: START, of }), state);
        expect(undone.rows).toEqual(opened(product).rows);
      }),
    );
  });

  test('keeps its sums: principal is what was lent, and what was paid is all accounted for', () => {
    fc.assert(
      fc.property(products, payments, (product, paid) => {
        const state = closed(lived(product, [businessDay(131), charge(), ...paid.map(eventOf)]));
        expect(total(state.rows, (row) => row.owed.principal)).toBe(120_000n);
        for (const row of state.rows) {
          for (const component of ['principal', 'interest', 'fee', 'penalty'] as const) {
            expect(outstandingOf(row, component)).toBeGreaterThanOrEqual(0n);
          }
        }
        const received = total(state.rows, (row) => sumOf(row.paid)) + state.overpaid;
        expect(received).toBe(BigInt(paid.reduce((cents, each) => cents + each.cents, 0)));
      }),
    );
  });

  test('is closed for good by the payoff of a day, which costs no more than the schedule', () => {
    fc.assert(
      fc.property(products, payments, fc.integer({ min: 0, max: 125 }), (product, paid, day) => {
        const earlier = [...paid].sort((a, b) => a.day - b.day).filter((each) => each.day <= day);
        const before = lived(product, [
          ...earlier.flatMap((each) => [businessDay(each.day), eventOf(each)]),
          businessDay(day),
        ]);
        fc.pre(statusOf(before) === 'ACTIVE');
        const asOfDay = enter(before, { type: 'close-of-business', on: dayAt(day) });
        expect(payOffAmount(before, epochDay(dayAt(day)))).toBeLessThanOrEqual(outstandingUnits(asOfDay));
        const after = enter(before, { type: 'pay-off', on: dayAt(day) });
        expect([statusOf(after), after.overpaid]).toEqual(['CLOSED_OBLIGATIONS_MET', 0n]);
        expect(statusOf(closed(after))).toBe('CLOSED_OBLIGATIONS_MET');
      }),
    );
  });
});

function eventOf({ day, cents, type }: Payment): ServicingEventInput {
  return { type, on: dayAt(day), amount: (cents / 100).toFixed(2) };
}

function charge(): ServicingEventInput {
  return { type: 'charge', on: START, amount: '15.00', kind: 'fee', due: dayAt(40) };
}

function opened(product: CumulativeProduct): LoanState {
  return lived(product, []);
}

function closed(state: LoanState): LoanState {
  return enter(state, { type: 'close-of-business', on: dayAt(132) });
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
