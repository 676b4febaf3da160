import { describe, expect, test } from 'vitest';
import { formatUnits } from '../../exact/decimal.ts';
import { eventSchema, servicingTermsSchema, type ServicingEventInput } from '../schemas.ts';
import { whyNotServed } from '../served.ts';
import { apply } from '../servicing.ts';
import type { LoanState } from '../state.ts';
import { servicingTerms } from '../terms.ts';
import {
  businessDay,
  dayAt,
  lived,
  START,
  termsInput,
  type CumulativeProduct,
  type Recalculation,
} from '../testing/cumulative-loan.ts';

/** 36.5 % on 365 days: 1.20 of interest a day on the 1,200.00 lent. */
const ROUND_FIGURES: CumulativeProduct = {
  recalculation: recalculating('reduce-installment'),
  rate: '36.5',
  interestPeriod: 'daily',
  amortization: 'equal-principal',
  principalGrace: 0,
  multiple: null,
  strategy: 'penalties-fees-interest-principal-order',
};

describe('principal paid early', () => {
  const paidEarly = (strategy: Recalculation['strategy']): string[] =>
    written(lived({ ...ROUND_FIGURES, recalculation: recalculating(strategy) }, [businessDay(10), paid('600.00', 10)]));

  test('bears no interest from its day on and lowers the coming instalments evenly', () => {
    // 10 days on 1,200.00, 21 on 600.00; then 200.00 each.
    expect(paidEarly('reduce-installment')).toEqual(['600.00 24.60', '200.00 16.80', '200.00 12.40', '200.00 6.00']);
  });

  test('ends the loan sooner where the instalment is to stay', () => {
    expect(paidEarly('reduce-number-of-installments')).toEqual(['600.00 24.60', '300.00 16.80', '300.00 9.30']);
  });

  test('makes up for the next instalments where these are to be skipped', () => {
    expect(paidEarly('reschedule-next-repayments')).toEqual([
      '600.00 24.60',
      '0.00 16.80',
      '300.00 18.60',
      '300.00 9.00',
    ]);
  });

  test('counts from the next due date where the product rests by periods', () => {
    const recalculation: Recalculation = { ...recalculating('reduce-installment'), restFrequency: 'same-as-repayment' };
    const state = lived({ ...ROUND_FIGURES, recalculation }, [businessDay(10), paid('637.20', 10)]);
    expect(written(state)).toEqual(['600.00 37.20', '200.00 16.80', '200.00 12.40', '200.00 6.00']);
  });
});

describe('principal not paid when due', () => {
  const late = (noInterestOnPastDue: boolean): string[] =>
    written(
      lived({ ...ROUND_FIGURES, recalculation: { ...recalculating('reduce-installment'), noInterestOnPastDue } }, [
        businessDay(41),
        paid('337.20', 41),
      ]),
    );

  test('goes on bearing interest until it is paid', () => {
    // Due on day 31: 10 days on 1,200.00, 18 on 900.00.
    expect(late(false)[1]).toBe('300.00 28.20');
  });

  test('does not, where the product says so', () => {
    expect(late(true)[1]).toBe('300.00 25.20');
  });
});

test('a new plan is refused by a code, and changes nothing where it is entered all the same', () => {
  const state = lived(ROUND_FIGURES, []);
  const event = eventSchema.parse({ type: 're-amortize', on: START });
  expect(whyNotServed(state, event)?.code).toBe('not-served');
  expect(apply(state, event).rows).toEqual(state.rows);
});

test.each([
  ['equal principal of a progressive loan', { amortization: 'equal-principal' as const }, {}, 'not-served'],
  [
    'grace of a flat loan',
    { principalGrace: 1, interestMethod: 'flat' as const },
    { scheduleModel: 'cumulative' as const },
    'not-served',
  ],
  [
    'a penalty besides recalculated interest',
    {},
    {
      scheduleModel: 'cumulative' as const,
      latePenalty: { annualRatePercent: '18', graceDays: 0, daysInYear: '360' as const },
    },
    'not-served',
  ],
  ['grace to the end', { principalGrace: 4 }, { scheduleModel: 'cumulative' as const }, 'grace-too-long'],
])('%s is refused', (_name, loan, product, code) => {
  const input = termsInput({ ...ROUND_FIGURES, amortization: 'equal-installment' });
  const refused = servicingTerms(
    servicingTermsSchema.parse({
      ...input,
      loan: { ...input.loan, ...loan },
      product: { ...input.product, scheduleModel: 'progressive', ...product },
    }),
  );
  expect(refused.ok ? null : refused.refusal.code).toBe(code);
});

function recalculating(strategy: Recalculation['strategy']): Recalculation {
  return {
    restFrequency: 'daily',
    preClosure: 'till-preclose-date',
    strategy,
    compounding: 'none',
    noInterestOnPastDue: false,
  };
}

function written({ rows }: LoanState): string[] {
  return rows.map(({ owed }) => `${formatUnits(owed.principal, 2)} ${formatUnits(owed.interest, 2)}`);
}

function paid(amount: string, day: number): ServicingEventInput {
  return { type: 'repayment', on: dayAt(day), amount };
}
