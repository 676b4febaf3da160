import { z } from 'zod';
import { TRANSACTION_KINDS, type TransactionKind } from '../lending/servicing/kinds.ts';
import { LOAN_STATUSES, OVERDUE_BUCKETS, RISK_CATEGORIES } from '../lending/servicing/standing.ts';
import { amountSchema, dateSchema, fenSchema, idSchema, instantSchema } from './scalars.ts';

/** What portal and server say to each other about loans after they were made. */

export const loanSummary = z.object({
  id: idSchema,
  orderId: idSchema,
  contractNumber: z.string(),
  reference: z.string(),
  summary: z.string(),
  store: z.string(),
  merchant: z.string(),
  lender: z.string(),
  shopperMasked: z.string(),
  status: z.enum(LOAN_STATUSES),
  bucket: z.enum(OVERDUE_BUCKETS),
  category: z.enum(RISK_CATEGORIES),
  daysOverdue: z.int().min(0),
  bookedOn: dateSchema,
  terms: z.int(),
  principalFen: amountSchema,
  /** Everything open by the schedule as it now is, interest still to come included. */
  outstandingFen: amountSchema,
  nextDueOn: dateSchema.nullable(),
  /** Of the next instalment and everything overdue. */
  dueFen: amountSchema,
});
export type LoanSummary = z.infer<typeof loanSummary>;

/** An amount split over what it is for. */
export const portionsView = z.object({
  principalFen: fenSchema,
  interestFen: fenSchema,
  feeFen: fenSchema,
  penaltyFen: fenSchema,
});
export type PortionsView = z.infer<typeof portionsView>;

export const loanRow = portionsView.extend({
  n: z.int().min(1),
  kind: z.enum(['down-payment', 'instalment', 'additional']),
  dueOn: dateSchema,
  totalFen: amountSchema,
  paidFen: amountSchema,
  outstandingFen: amountSchema,
  /** The day on which nothing of it was open any more. */
  metOn: dateSchema.nullable(),
  state: z.enum(['paid', 'overdue', 'due', 'future']),
});
export type LoanRow = z.infer<typeof loanRow>;

type IncomeKind = Extract<TransactionKind, `accrual${string}`>;
/** Income is posted day by day; it never is a line of the loan's book. */
function isEntered(kind: TransactionKind): kind is Exclude<TransactionKind, IncomeKind> {
  return !kind.startsWith('accrual');
}

/** Transactions that move or derive amounts, and what else is entered: charges and changes of the terms. */
export const LOAN_LINE_KINDS = [
  ...TRANSACTION_KINDS.filter(isEntered),
  'charge',
  'reschedule',
  'interest-pause',
  'delinquency-pause',
] as const;
export type LoanLineKind = (typeof LOAN_LINE_KINDS)[number];

/** A line of the loan's book. A replay that alters it makes the next version; the former stays and is shown as replaced. */
export const loanTransaction = portionsView.extend({
  /** The loan's own number of the transaction. */
  n: z.int().min(1),
  version: z.int().min(1),
  kind: z.enum(LOAN_LINE_KINDS),
  /** The day on which it counts. */
  valueOn: dateSchema,
  /** The business day on which it was entered. */
  bookedOn: dateSchema,
  postedAt: instantSchema,
  actor: z.string(),
  /** Why, where a person had to say; how the money came, where it came from outside. */
  note: z.string(),
  amountFen: amountSchema,
  overpaidFen: amountSchema,
  /** Principal owed after it. */
  balanceFen: amountSchema,
  isReversed: z.boolean(),
  /** A newer version has taken its place. */
  isReplaced: z.boolean(),
  /** The transaction it belongs to: an interest refund's refund, a chargeback's payment. */
  of: z.int().nullable(),
});
export type LoanTransaction = z.infer<typeof loanTransaction>;

/** What closes the loan on a day. */
export const payoffView = portionsView.extend({ on: dateSchema, totalFen: amountSchema });
export type Payoff = z.infer<typeof payoffView>;

export const loanDetail = loanSummary.extend({
  /** Grows with every change; a command names the one it was decided on. */
  version: z.int().min(0),
  businessOn: dateSchema,
  annualRateBps: z.int(),
  irrBps: z.int(),
  penaltyRateBps: z.int(),
  product: z.object({ code: z.string(), version: z.int() }),
  rows: z.array(loanRow),
  /** Oldest first. */
  transactions: z.array(loanTransaction),
  overpaidFen: amountSchema,
  payoff: payoffView.nullable(),
  /** Income earned and not yet paid, as in the books; below zero where a charge was paid before its day was closed. */
  accruedFen: fenSchema,
  contractSha256: z.string(),
});
export type LoanDetail = z.infer<typeof loanDetail>;

const note = z.string().trim().max(200);
const paid = { on: dateSchema, amountFen: amountSchema.refine((fen) => fen > 0), note };

/** What may be done to a loan. `on` is the value date, never after the business day. */
export const loanAction = z.discriminatedUnion('kind', [
  /** Money received from the shopper; `receivedAs` is the reference of the transfer. */
  z.object({ kind: z.literal('repayment'), ...paid, receivedAs: z.string().trim().max(60).default('') }),
  /** Exactly what closes the loan on the day, received from the shopper. */
  z.object({ kind: z.literal('pay-off'), on: dateSchema, note, receivedAs: z.string().trim().max(60).default('') }),
  /** Goods came back: the merchant gives the money back to the loan. */
  z.object({ kind: z.literal('merchant-issued-refund'), ...paid, refundsInterest: z.boolean().default(true) }),
  /** The money paid out to the merchant came back to us. */
  z.object({ kind: z.literal('payout-refund'), ...paid, refundsInterest: z.boolean().default(true) }),
  /** At the lender's cost. */
  z.object({ kind: z.literal('goodwill-credit'), ...paid }),
  z.object({ kind: z.literal('interest-payment-waiver'), ...paid }),
  /** A payment was taken back by the payer's bank; `of` is its number. */
  z.object({ kind: z.literal('chargeback'), ...paid, of: z.int().min(1) }),
  /** What was overpaid goes back to the shopper. */
  z.object({ kind: z.literal('credit-balance-refund'), ...paid }),
  z.object({ kind: z.literal('charge'), ...paid, of: z.enum(['fee', 'penalty']), dueOn: dateSchema }),
  z.object({ kind: z.literal('charge-waiver'), ...paid, of: z.enum(['fee', 'penalty']) }),
  z.object({ kind: z.literal('charge-off'), on: dateSchema, note }),
  z.object({ kind: z.literal('write-off'), on: dateSchema, note }),
  /** Money for a loan that was written off. */
  z.object({ kind: z.literal('recovery'), ...paid, receivedAs: z.string().trim().max(60).default('') }),
  z.object({ kind: z.literal('re-amortize'), on: dateSchema, note }),
  z.object({
    kind: z.literal('re-age'),
    on: dateSchema,
    note,
    startOn: dateSchema,
    terms: z.int().min(1).max(36),
  }),
  z.object({
    kind: z.literal('reschedule'),
    on: dateSchema,
    note,
    fromOn: dateSchema,
    annualRateBps: z.int().min(0).max(2_400).optional(),
    movedToOn: dateSchema.optional(),
    extraTerms: z.int().min(1).max(24).optional(),
  }),
  z.object({ kind: z.literal('interest-pause'), on: dateSchema, note, fromOn: dateSchema, tillOn: dateSchema }),
  z.object({ kind: z.literal('delinquency-pause'), on: dateSchema, note, fromOn: dateSchema, tillOn: dateSchema }),
  /** Takes a transaction back by its number; what belongs to it goes with it. */
  z.object({ kind: z.literal('undo'), on: dateSchema, note, of: z.int().min(1) }),
]);
export type LoanAction = z.infer<typeof loanAction>;
export type LoanActionInput = z.input<typeof loanAction>;
export const LOAN_ACTIONS = loanAction.options.map((option) => option.shape.kind.value);
export type LoanActionKind = LoanAction['kind'];

/** What an action would do; nothing is stored. The same action on the same version then does exactly this. */
export const whatIfView = z.object({
  version: z.int(),
  before: z.object({ rows: z.array(loanRow), outstandingFen: amountSchema, overpaidFen: amountSchema }),
  after: z.object({
    rows: z.array(loanRow),
    outstandingFen: amountSchema,
    overpaidFen: amountSchema,
    status: z.enum(LOAN_STATUSES),
  }),
  /** The transactions it would add, and those it would replay otherwise. */
  transactions: z.array(loanTransaction),
  /** How much less (negative: more) the shopper pays in all from now on. */
  savedFen: fenSchema,
  /** What moves between the merchant and us: taken from (negative) or given to the merchant, and the fee given back. */
  merchant: z.object({ netFen: fenSchema, feeReturnedFen: amountSchema }).nullable(),
});
export type WhatIf = z.infer<typeof whatIfView>;

/** The books behind a loan: every posting with its entries, oldest first. */
export const postingView = z.object({
  id: idSchema,
  /** Its place in the hash chain; null for the moments until it is sealed. */
  position: z.int().nullable(),
  kind: z.string(),
  book: z.string(),
  valueOn: dateSchema,
  bookedOn: dateSchema,
  postedAt: instantSchema,
  /** The posting that it takes back. */
  reversesId: idSchema.nullable(),
  /** The loan's transaction behind it. */
  transaction: z.object({ n: z.int(), version: z.int() }).nullable(),
  entries: z.array(
    z.object({
      account: z.string(),
      name: z.string(),
      party: z.string(),
      purpose: z.string(),
      side: z.enum(['debit', 'credit']),
      amountFen: amountSchema,
    }),
  ),
});
export type PostingView = z.infer<typeof postingView>;

/** How the day's closing goes. */
export const closingView = z.object({
  /** The business day now open. */
  businessOn: dateSchema,
  /** The last or present run; null before the first. */
  run: z
    .object({
      closesOn: dateSchema,
      startedAt: instantSchema,
      finishedAt: instantSchema.nullable(),
      loansTotal: z.int(),
      loansDone: z.int(),
      loansFailed: z.int(),
      perSecond: z.int(),
    })
    .nullable(),
  /** Days of the clock that wait to be closed. */
  daysBehind: z.int(),
  portfolio: z.array(z.object({ bucket: z.enum(OVERDUE_BUCKETS), loans: z.int(), principalFen: amountSchema })),
  categories: z.array(z.object({ category: z.enum(RISK_CATEGORIES), loans: z.int(), principalFen: amountSchema })),
});
export type Closing = z.infer<typeof closingView>;

export const STATEMENT_FORMATS = ['pdf', 'csv', 'xlsx'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];
export const fileView = z.object({ name: z.string(), type: z.string(), base64: z.string() });
export type FileView = z.infer<typeof fileView>;

/** Inputs of the portal router's procedures about loans, by path. */
export const loanInputs = {
  'loans.list': z.object({
    /** Contract number, reference, or the order's number. */
    text: z.string().max(60).default(''),
    status: z.enum(LOAN_STATUSES).nullable().default(null),
    bucket: z.enum(OVERDUE_BUCKETS).nullable().default(null),
    before: z.string().nullable().default(null),
  }),
  'loans.get': z.object({ loanId: idSchema }),
  'loans.ofOrder': z.object({ orderId: idSchema }),
  'loans.payoff': z.object({ loanId: idSchema, on: dateSchema }),
  'loans.whatIf': z.object({ loanId: idSchema, action: loanAction }),
  /** `version` is the one the what-if was shown for; a loan that has changed since is refused as `loan-changed`. */
  'loans.act': z.object({ commandId: idSchema, loanId: idSchema, version: z.int().min(0), action: loanAction }),
  'loans.journal': z.object({ loanId: idSchema }),
  'loans.statement': z.object({ loanId: idSchema, format: z.enum(STATEMENT_FORMATS), language: z.enum(['zh', 'en']) }),
  'closing.get': z.object({}),
  /** Sandbox only: closes the open business day now, ahead of the clock. */
  'closing.closeDay': z.object({ commandId: idSchema, businessOn: dateSchema }),
  'ledger.trialBalance': z.object({
    /** Everything posted up to this instant; null for all. */
    at: instantSchema.nullable().default(null),
    /** Everything that counts up to this day; null for all. */
    valueOn: dateSchema.nullable().default(null),
    bookId: idSchema.nullable().default(null),
  }),
  'ledger.reconciliation': z.object({ at: instantSchema.nullable().default(null) }),
} as const;
