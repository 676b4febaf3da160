import { ALL_IN_CEILING_BPS } from '../plan.ts';
import type { ProductSettings } from './product-settings.ts';

/**
 * Consumption instalments (消费分期): a month is a twelfth of a year, interest rests daily, so that what is paid early bears
 * none from its day on and later instalments become smaller. Overdue principal bears penalty instead of interest.
 */
export const CONSUMPTION_SETTINGS: ProductSettings = {
  interestMethod: 'declining-balance',
  interestPeriod: 'daily',
  allocationStrategy: 'advanced-payment-allocation',
  product: {
    scheduleModel: 'progressive',
    processing: 'horizontal',
    daysInYear: '360',
    daysInMonth: '30',
    leapRule: null,
    installmentMultiple: null,
    downPaymentPercent: null,
    autoDownPayment: null,
    interestRecalculation: {
      restFrequency: 'daily',
      preClosure: 'till-preclose-date',
      strategy: 'reduce-installment',
      compounding: 'none',
      noInterestOnPastDue: true,
    },
    allocation: [
      {
        transaction: 'default',
        future: 'next-installment',
        order: [
          'past-due-penalty',
          'past-due-fee',
          'past-due-interest',
          'past-due-principal',
          'due-penalty',
          'due-fee',
          'due-interest',
          'due-principal',
          'in-advance-penalty',
          'in-advance-fee',
          'in-advance-principal',
          'in-advance-interest',
        ],
      },
    ],
    chargebackAllocation: ['principal', 'interest', 'fee', 'penalty'],
    interestRefundOn: ['merchant-issued-refund', 'payout-refund'],
    chargeOffBehaviour: 'zero-interest',
    scheduleStart: 'disbursement-date',
    levelling: 'none',
  },
  latePenalty: { ceilingBps: ALL_IN_CEILING_BPS, graceDays: 0, daysInYear: '360' },
  currencyDigits: 2,
  rounding: 'half-up',
};
