import { z } from 'zod';
import { amountSchema, dateSchema, idSchema, instantSchema, languageSchema } from './scalars.ts';

/** Repaying at the counter: what terminal and server say to each other. */

/** What the shopper may pay now. Every amount is as of the business day. */
export const repaymentView = z.object({
  loanId: idSchema,
  reference: z.string(),
  contractNumber: z.string(),
  merchant: z.string(),
  summary: z.string(),
  /** Of the loan, for the command that pays. */
  version: z.int(),
  businessOn: dateSchema,
  /** Overdue with penalties; zero when nothing is. */
  overdueFen: amountSchema,
  penaltyFen: amountSchema,
  daysOverdue: z.int(),
  /** The next instalment, due today or later; null when none is left. */
  next: z.object({ n: z.int(), of: z.int(), dueOn: dateSchema, amountFen: amountSchema }).nullable(),
  /** Closes the loan today, and what that saves against the schedule. */
  payoffFen: amountSchema,
  savedFen: amountSchema,
  instalmentsLeft: z.int(),
});
export type RepaymentView = z.infer<typeof repaymentView>;

/** What is paid: everything overdue, overdue and the next instalment, or all. */
export const REPAYMENT_CHOICES = ['overdue', 'next', 'payoff'] as const;
export type RepaymentChoice = (typeof REPAYMENT_CHOICES)[number];

export const PAYMENT_SERVICES = ['wechat-pay', 'alipay', 'unionpay', 'unionpay-emv', 'e-cny'] as const;
export type PaymentService = (typeof PAYMENT_SERVICES)[number];

/** Why a payment service says no. */
export const PAYMENT_REFUSALS = ['code-expired', 'not-enough-money', 'cancelled', 'limit-reached', 'unknown'] as const;
export type PaymentRefusal = (typeof PAYMENT_REFUSALS)[number];

/** `pending`: the payment service has not answered; ask again, never pay again. */
export const REPAYMENT_STATES = ['pending', 'paid', 'refused'] as const;
export const repaymentState = z.object({
  repaymentId: idSchema,
  state: z.enum(REPAYMENT_STATES),
  choice: z.enum(REPAYMENT_CHOICES),
  amountFen: amountSchema,
  service: z.enum(PAYMENT_SERVICES),
  reason: z.enum(PAYMENT_REFUSALS).nullable(),
  paidAt: instantSchema.nullable(),
  reference: z.string(),
  contractNumber: z.string(),
  merchant: z.string(),
  lender: z.string(),
  /** After it: nothing more is owed where `outstandingFen` is zero. */
  after: z
    .object({
      outstandingFen: amountSchema,
      nextDueOn: dateSchema.nullable(),
      nextFen: amountSchema,
      settled: z.boolean(),
    })
    .nullable(),
});
export type RepaymentState = z.infer<typeof repaymentState>;

/** `A7-0193`, as on receipt and SMS. */
export const referenceSchema = z.string().regex(/^[A-Z]\d{1,3}-\d{4,8}$/);

export const repaymentInputs = {
  /** Reference and the last four digits of the phone together; wrong ones are counted per terminal and per reference. */
  'repayments.find': z.object({ reference: referenceSchema, phoneLast4: z.string().regex(/^\d{4}$/) }),
  /**
   * The payment code is a secret of one minute; it is passed on to the payment service and kept nowhere. The same
   * `repaymentId` again is answered with the state of that payment and never charges twice.
   */
  'repayments.pay': z.object({
    repaymentId: idSchema,
    loanId: idSchema,
    version: z.int(),
    choice: z.enum(REPAYMENT_CHOICES),
    amountFen: amountSchema,
    phoneLast4: z.string().regex(/^\d{4}$/),
    service: z.enum(PAYMENT_SERVICES),
    code: z.string().regex(/^[\x21-\x7e]{10,512}$/),
    language: languageSchema,
  }),
  'repayments.state': z.object({ repaymentId: idSchema }),
} as const;
