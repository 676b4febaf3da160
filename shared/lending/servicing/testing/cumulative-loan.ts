import { addDays, calendarDate, type CalendarDate } from '../../../calendar/date.ts';
import { eventSchema, servicingTermsSchema, type ServicingEventInput, type ServicingTermsInput } from '../schemas.ts';
import { apply, openLoan } from '../servicing.ts';
import type { LoanState } from '../state.ts';
import { servicingTerms } from '../terms.ts';

/** Cumulative loans for tests: 1,200.00 over four months. */
export const START = calendarDate('2026-01-05');
export const LENT = '1200.00';

export type Recalculation = NonNullable<ServicingTermsInput['product']['interestRecalculation']>;

export interface CumulativeProduct {
  readonly recalculation: Recalculation | null;
  readonly rate: string;
  readonly interestPeriod: ServicingTermsInput['loan']['interestPeriod'];
  readonly amortization: NonNullable<ServicingTermsInput['loan']['amortization']>;
  readonly principalGrace: number;
  readonly multiple: string | null;
  readonly strategy: ServicingTermsInput['loan']['allocationStrategy'];
}

export function lived(product: CumulativeProduct, events: readonly ServicingEventInput[]): LoanState {
  const terms = servicingTerms(servicingTermsSchema.parse(termsInput(product)));
  if (!terms.ok) throw new Error(terms.refusal.detail);
  const opening: ServicingEventInput = { type: 'disburse', on: START, amount: LENT };
  return [opening, ...events].reduce(enter, openLoan(terms.value));
}

export function enter(state: LoanState, event: ServicingEventInput): LoanState {
  return apply(state, eventSchema.parse(event));
}

export function businessDay(day: number): ServicingEventInput {
  return { type: 'businessDate', on: dayAt(day) };
}

export function dayAt(day: number): CalendarDate {
  return addDays(START, day);
}

export function termsInput(product: CumulativeProduct): ServicingTermsInput {
  return {
    loan: {
      principal: LENT,
      annualRatePercent: product.rate,
      interestMethod: 'declining-balance',
      interestPeriod: product.interestPeriod,
      amortization: product.amortization,
      principalGrace: product.principalGrace,
      installments: 4,
      every: 1,
      unit: 'months',
      submittedOn: START,
      allocationStrategy: product.strategy,
    },
    product: {
      scheduleModel: 'cumulative',
      processing: 'horizontal',
      daysInYear: '365',
      daysInMonth: 'actual',
      leapRule: null,
      installmentMultiple: product.multiple,
      downPaymentPercent: null,
      autoDownPayment: null,
      interestRecalculation: product.recalculation,
      allocation: null,
      chargebackAllocation: null,
      interestRefundOn: null,
      chargeOffBehaviour: 'regular',
      scheduleStart: 'disbursement-date',
    },
    currencyDigits: 2,
    rounding: 'half-even',
  };
}
