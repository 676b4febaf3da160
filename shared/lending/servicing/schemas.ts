import { z } from 'zod';
import { ROUNDING_MODES } from '../exact/rounding.ts';
import { amountSchema, daySchema, percentSchema } from '../schedule/schemas.ts';
import { BUCKETS, FUTURE_RULES } from './allocation/order.ts';
import { COMPONENTS } from './amounts.ts';
import { PAYMENT_KINDS, TRANSACTION_KINDS } from './kinds.ts';

/**
 * The plain JSON of a serviced loan, in the words of the loan cases: amounts and rates are decimal texts, dates are
 * `YYYY-MM-DD`. A loan keeps the settings it was made under.
 */
export const ALLOCATION_STRATEGIES = [
  'advanced-payment-allocation',
  'penalties-fees-interest-principal-order',
  'interest-principal-penalties-fees-order',
  'principal-interest-penalties-fees-order',
  'due-penalty-fee-interest-principal-in-advance-principal-penalty-fee-interest',
  'due-penalty-interest-principal-fee-in-advance-penalty-interest-principal-fee',
] as const;
export type AllocationStrategy = (typeof ALLOCATION_STRATEGIES)[number];

const allocationSchema = z.object({
  /** `default` for the kinds that are not listed; kinds unknown here never come and do no harm. */
  transaction: z.string(),
  future: z.enum(FUTURE_RULES),
  order: z.array(z.enum(BUCKETS)).length(BUCKETS.length),
});

const recalculationSchema = z.object({
  restFrequency: z.enum(['daily', 'same-as-repayment']),
  preClosure: z.enum(['till-preclose-date', 'till-rest-frequency-date']),
  strategy: z.enum(['adjust-last-unpaid-period', 'reduce-installment', 'reschedule-next-repayments']),
  compounding: z.literal('none'),
  noInterestOnPastDue: z.boolean(),
});

export const servicingTermsSchema = z.object({
  loan: z.object({
    principal: amountSchema,
    annualRatePercent: percentSchema,
    interestMethod: z.enum(['declining-balance', 'flat']),
    interestPeriod: z.enum(['daily', 'same-as-repayment']),
    /** Other methods and grace are not serviced yet: they are refused, not guessed. */
    amortization: z.literal('equal-installment').default('equal-installment'),
    principalGrace: z.literal(0).default(0),
    interestGrace: z.literal(0).default(0),
    interestFree: z.literal(0).default(0),
    installments: z.int().min(1).max(1_200),
    every: z.int().min(1).max(3_660),
    unit: z.enum(['months', 'weeks', 'days']),
    submittedOn: daySchema,
    allocationStrategy: z.enum(ALLOCATION_STRATEGIES),
  }),
  product: z.object({
    scheduleModel: z.enum(['progressive', 'cumulative']),
    processing: z.enum(['horizontal', 'vertical']),
    daysInYear: z.enum(['360', '364', '365', '366', 'actual']),
    daysInMonth: z.enum(['30', 'actual']),
    leapRule: z.enum(['feb-29-period-only']).nullable(),
    installmentMultiple: amountSchema.nullable(),
    downPaymentPercent: percentSchema.nullable(),
    autoDownPayment: z.boolean().nullable(),
    interestRecalculation: recalculationSchema.nullable(),
    allocation: z.array(allocationSchema).nullable(),
    chargebackAllocation: z.array(z.enum(COMPONENTS)).nullable(),
    interestRefundOn: z.array(z.enum(['merchant-issued-refund', 'payout-refund'])).nullable(),
    chargeOffBehaviour: z.enum(['regular', 'zero-interest', 'accelerate-maturity']),
    scheduleStart: z.enum(['disbursement-date', 'submitted-date']),
  }),
  currencyDigits: z.int().min(0).max(4),
  rounding: z.enum(ROUNDING_MODES),
});
/** What a caller writes. */
export type ServicingTermsInput = z.input<typeof servicingTermsSchema>;
export type ParsedServicingTerms = z.output<typeof servicingTermsSchema>;

const dated = { on: daySchema };
const paid = { ...dated, amount: amountSchema };

export const eventSchema = z.discriminatedUnion('type', [
  /** The logical day of the books moves. */
  z.object({ type: z.literal('businessDate'), ...dated }),
  z.object({ type: z.literal('approve'), ...paid, expectedDisbursement: daySchema }),
  z.object({ type: z.literal('disburse'), ...paid }),
  z.object({ type: z.literal('repayment'), ...paid }),
  z.object({ type: z.literal('goodwill-credit'), ...paid }),
  z.object({ type: z.literal('interest-payment-waiver'), ...paid }),
  z.object({ type: z.literal('merchant-issued-refund'), ...paid, interestRefund: z.boolean().optional() }),
  z.object({ type: z.literal('payout-refund'), ...paid, interestRefund: z.boolean().optional() }),
  z.object({ type: z.literal('credit-balance-refund'), ...paid }),
  z.object({ type: z.literal('charge'), ...paid, kind: z.enum(['fee', 'penalty']), due: daySchema }),
  /** The payment came back: the `nth` of that kind, or the next that was large enough. */
  z.object({
    type: z.literal('chargeback'),
    ...paid,
    of: z.enum(['payment', 'downpayment', ...PAYMENT_KINDS]),
    nth: z.int().min(1),
  }),
  /** Reverses the `nth` transaction of that day, of one kind where `transaction` says so. */
  z.object({
    type: z.literal('undo'),
    ...dated,
    nth: z.int().min(1),
    transaction: z.enum(TRANSACTION_KINDS).optional(),
  }),
  /** Reverses the `nth` repayment of the loan. */
  z.object({ type: z.literal('undo-repayment'), ...dated, nth: z.int().min(1) }),
  z.object({ type: z.literal('charge-off'), ...dated }),
  /** Pays exactly what settles the loan that day. */
  z.object({ type: z.literal('pay-off'), ...dated }),
  z.object({ type: z.literal('re-amortize'), ...dated }),
  z.object({
    type: z.literal('re-age'),
    ...dated,
    startOn: daySchema,
    installments: z.int().min(1).max(1_200),
    every: z.int().min(1).max(3_660),
    unit: z.enum(['months', 'weeks', 'days']),
  }),
  z.object({
    type: z.literal('reschedule'),
    ...dated,
    from: daySchema,
    annualRatePercent: percentSchema.optional(),
    adjustedDueDate: daySchema.optional(),
    extraTerms: z.int().min(1).max(1_200).optional(),
  }),
  /** Both days included. */
  z.object({ type: z.literal('interest-pause'), ...dated, from: daySchema, to: daySchema }),
  z.object({ type: z.literal('close-of-business'), ...dated }),
]);
/** What a caller writes. */
export type ServicingEventInput = z.input<typeof eventSchema>;
export type ServicingEvent = z.output<typeof eventSchema>;
export type EventOf<Type extends ServicingEvent['type']> = Extract<ServicingEvent, { type: Type }>;
