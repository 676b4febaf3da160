import { describe, expect, test } from 'vitest';
import { calendarDate, fromEpochDay } from '../../../calendar/date.ts';
import { formatUnits } from '../../exact/decimal.ts';
import { CONSUMPTION_SETTINGS } from '../consumption-settings.ts';
import { journalOf } from '../journal/journal.ts';
import { eventSchema, servicingTermsSchema, type ServicingEventInput } from '../schemas.ts';
import { apply, openLoan } from '../servicing.ts';
import type { LoanState } from '../state.ts';
import { servicingTerms } from '../terms.ts';

const START = calendarDate('2026-01-01');

describe('lines of accrual activity', () => {
  test('stand on each due date once it is closed, with what the instalment has brought in', () => {
    expect(lines(lived([close('2026-02-01')]))).toEqual([]);
    expect(lines(lived([close('2026-02-02')]))).toEqual(['2026-02-01 12.00 once']);
    expect(lines(lived([close('2026-03-15')]))).toEqual(['2026-02-01 12.00 once', '2026-03-01 9.04 once']);
  });

  test('end with one for all the rest when the loan is settled, besides those of the dues that are past', () => {
    expect(lines(lived([day('2026-02-11'), { type: 'pay-off', on: '2026-02-11' }]))).toEqual([
      '2026-02-01 12.00 once',
      '2026-02-11 3.23 once',
    ]);
  });

  test('lose the last one when the loan is opened again', () => {
    const settled = lived([close('2026-02-02'), day('2026-02-11'), { type: 'pay-off', on: '2026-02-11' }]);
    expect(lines(enter(settled, { type: 'undo-repayment', on: '2026-02-11', nth: 1 }))).toEqual([
      '2026-02-01 12.00 once',
    ]);
  });

  test('are made anew where the instalment comes out otherwise', () => {
    // The first instalment is paid on the fifteenth of 31 days: 12.00 × 15 / 31.
    const state = lived([close('2026-02-02'), { type: 'repayment', on: '2026-01-16', amount: '600.00' }]);
    expect(lines(enter(state, close('2026-02-03')))).toEqual(['2026-02-01 5.81 again']);
  });

  test('are left out where nothing was earned, and book nothing', () => {
    const state = lived([{ type: 'repayment', on: START, amount: '1200.00' }, close('2026-03-02')]);
    expect(lines(state)).toEqual([]);
    const noted = lived([close('2026-02-02')]).transactions.filter(({ entry }) => entry.kind === 'accrual-activity');
    expect(noted.flatMap(journalOf)).toEqual([]);
  });
});

function lines({ transactions }: LoanState): string[] {
  return transactions
    .filter(({ entry }) => entry.kind === 'accrual-activity')
    .map(({ entry, amount, isReplayed }) =>
      [fromEpochDay(entry.on), formatUnits(amount, 2), isReplayed ? 'again' : 'once'].join(' '),
    );
}

function day(on: string): ServicingEventInput {
  return { type: 'businessDate', on };
}

function close(on: string): ServicingEventInput {
  return { type: 'close-of-business', on };
}

function enter(state: LoanState, event: ServicingEventInput): LoanState {
  return apply(state, eventSchema.parse(event));
}

/** 1,200.00 at 12 %, four months of 30 days: 12.00 in the first one, 9.04 on 904.46 in the second. */
function lived(events: readonly ServicingEventInput[]): LoanState {
  const { interestMethod, interestPeriod, allocationStrategy, product, currencyDigits, rounding } =
    CONSUMPTION_SETTINGS;
  const terms = servicingTerms(
    servicingTermsSchema.parse({
      loan: {
        principal: '1200.00',
        annualRatePercent: '12',
        interestMethod,
        interestPeriod,
        installments: 4,
        every: 1,
        unit: 'months',
        submittedOn: START,
        allocationStrategy,
      },
      product: { ...product, accrualActivity: true },
      currencyDigits,
      rounding,
    }),
  );
  if (!terms.ok) throw new Error(terms.refusal.detail);
  return [{ type: 'disburse' as const, on: START, amount: '1200.00' }, ...events].reduce(enter, openLoan(terms.value));
}
