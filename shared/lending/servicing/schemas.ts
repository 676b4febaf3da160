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
  strategy: z.enum([
    'adjust-last-unpaid-period',
    'reduce-installment',
    'reduce-number-of-installments',
    'reschedule-next-repayments',
  ]),
  compounding: z.literal('none'),
  noInterestOnPastDue: z.boolean(),
});

/** Interest on principal that was not paid when it was due (罚息), besides the agreed interest. */
const latePenaltySchema = z.object({
  annualRatePercent: percentSchema,
  /** No more than this a year of 365 days, whatever the rate and the year it is reckoned on; `null` for no limit. */
  ceilingPercent: percentSchema.nullable().default(null),
  /** Paid within so many days after the due date, nothing is charged and the loan does not count as late. */
  graceDays: z.int().min(0).max(366),
  daysInYear: z.enum(['360', '365']),
});

export const servicingTermsSchema = z.object({
  loan: z.object({
    principal: amountSchema,
    annualRatePercent: percentSchema,
    interestMethod: z.enum(['declining-balance', 'flat']),
    interestPeriod: z.enum(['daily', 'same-as-repayment']),
    amortization: z.enum(['equal-installment', 'equal-principal']).default('equal-installment'),
    /** The first so many instalments are interest only. */
    principalGrace: z.int().min(0).default(0),
    /** Grace on the interest is not serviced: it is refused, not guessed. */
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
    /** Whether lines note what each instalment has brought in, besides the accruals. */
    accrualActivity: z.boolean().default(false),
    latePenalty: latePenaltySchema.nullable().default(null),
    /** Whether a last instalment that differs much is evened out over all, or simply takes what rounding leaves. */
    levelling: z.enum(['spread', 'none']).default('spread'),
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
  /** Charges that are given up, the oldest first. */
  z.object({ type: z.literal('charge-waiver'), ...paid, kind: z.enum(['fee', 'penalty']) }),
  /** The payment came back: the `nth` of that kind, or the next that was large enough. */
  z.object({
    type: z.literal('chargeback'),
    ...paid,
    of: z.enum(['payment', 'downpayment', ...PAYMENT_KINDS]),
    nth: z.int().min(1),
  }),
  /** The payment of that number came back. */
  z.object({ type: z.literal('chargeback-number'), ...paid, of: z.int().min(1) }),
  /** Reverses the `nth` transaction of that day, of one kind where `transaction` says so. */
  z.object({
    type: z.literal('undo'),
    ...dated,
    nth: z.int().min(1),
    transaction: z.enum(TRANSACTION_KINDS).optional(),
  }),
  /** Reverses the `nth` repayment of the loan. */
  z.object({ type: z.literal('undo-repayment'), ...dated, nth: z.int().min(1) }),
  /** Reverses what has that number: a transaction, a charge or a change of the terms. */
  z.object({ type: z.literal('undo-number'), ...dated, of: z.int().min(1) }),
  z.object({ type: z.literal('charge-off'), ...dated }),
  /** All that is open is given up and the loan is closed. */
  z.object({ type: z.literal('write-off'), ...dated }),
  /** Money for a loan that was written off. */
  z.object({ type: z.literal('recovery'), ...paid }),
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
  /** Both days included: they do not count as days late. */
  z.object({ type: z.literal('delinquency-pause'), ...dated, from: daySchema, to: daySchema }),
  z.object({ type: z.literal('close-of-business'), ...dated }),
]);
/** What a caller writes. */
export type ServicingEventInput = z.input<typeof eventSchema>;
export type ServicingEvent = z.output<typeof eventSchema>;
export type EventOf<Type extends ServicingEvent['type']> = Extract<ServicingEvent, { type: Type }>;
