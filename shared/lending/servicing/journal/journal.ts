import { sumOf } from '../amounts.ts';
import type { TransactionKind } from '../kinds.ts';
import type { Transaction } from '../state.ts';
import type { AccountKey } from './accounts.ts';

/** One line of double entry; exactly one side is more than zero. */
export interface JournalLine {
  readonly account: AccountKey;
  readonly debit: bigint;
  readonly credit: bigint;
}

type Posting = readonly [account: AccountKey, side: 'debit' | 'credit', amountOf: (line: Transaction) => bigint];

const principal = ({ portions }: Transaction): bigint => portions.principal;
const interest = ({ portions }: Transaction): bigint => portions.interest;
const charges = ({ portions }: Transaction): bigint => portions.fee + portions.penalty;
const income = ({ portions }: Transaction): bigint => portions.interest + portions.fee + portions.penalty;
const overpaid = (line: Transaction): bigint => line.overpaid;
const all = ({ amount }: Transaction): bigint => amount;
const withoutOverpaid = ({ amount, overpaid: over }: Transaction): bigint => amount - over;

/** What was owed is settled, from that account. */
const settledFrom = (account: AccountKey): readonly Posting[] => [
  ['loans', 'credit', principal],
  ['receivable', 'credit', income],
  ['overpayment', 'credit', overpaid],
  [account, 'debit', all],
];

const owedAgain: readonly Posting[] = [
  ['overpayment', 'debit', overpaid],
  ['loans', 'debit', principal],
  ['receivable', 'debit', income],
  ['clearing', 'credit', (line) => overpaid(line) + sumOf(line.portions)],
];

const paidOut: readonly Posting[] = [
  ['overpayment', 'debit', overpaid],
  ['loans', 'debit', withoutOverpaid],
  ['clearing', 'credit', all],
];

/** All that is open leaves the books as a loss; income that was booked and never came is taken back. */
const lost: readonly Posting[] = [
  ['loans', 'credit', principal],
  ['receivable', 'credit', income],
  ['loss', 'debit', principal],
  ['interestLoss', 'debit', interest],
  ['feeLoss', 'debit', charges],
];

/** Every kind's postings, in order. */
const POSTINGS: Record<TransactionKind, readonly Posting[]> = {
  disbursement: paidOut,
  'down-payment': settledFrom('clearing'),
  repayment: settledFrom('clearing'),
  'merchant-issued-refund': settledFrom('clearing'),
  'payout-refund': settledFrom('clearing'),
  'goodwill-credit': settledFrom('goodwill'),
  'interest-payment-waiver': settledFrom('interestIncome'),
  'interest-refund': settledFrom('interestIncome'),
  chargeback: owedAgain,
  'credit-balance-refund': owedAgain,
  'charge-waiver': settledFrom('feeIncome'),
  'charge-off': lost,
  'write-off': lost,
  recovery: settledFrom('clearing'),
  're-age': [],
  're-amortize': [],
  accrual: [
    ['receivable', 'debit', income],
    ['interestIncome', 'credit', interest],
    ['feeIncome', 'credit', charges],
  ],
  'accrual-adjustment': [
    ['receivable', 'credit', income],
    ['interestIncome', 'debit', interest],
    ['feeIncome', 'debit', charges],
  ],
  'accrual-activity': [],
};

const recoveredFrom = (account: AccountKey): readonly Posting[] => [
  ['recovery', 'credit', withoutOverpaid],
  ['overpayment', 'credit', overpaid],
  [account, 'debit', all],
];

const lostAgain: readonly Posting[] = [
  ['overpayment', 'debit', overpaid],
  ['recovery', 'debit', withoutOverpaid],
  ['clearing', 'credit', all],
];

/** Those after the loan was charged off: what it owes is no longer in the books. */
const POSTINGS_OFF_BOOKS: Record<TransactionKind, readonly Posting[]> = {
  disbursement: paidOut,
  'down-payment': recoveredFrom('clearing'),
  repayment: recoveredFrom('clearing'),
  'merchant-issued-refund': recoveredFrom('clearing'),
  'payout-refund': recoveredFrom('clearing'),
  'goodwill-credit': recoveredFrom('goodwill'),
  'interest-payment-waiver': recoveredFrom('interestIncome'),
  'interest-refund': recoveredFrom('interestIncome'),
  recovery: recoveredFrom('clearing'),
  chargeback: lostAgain,
  'credit-balance-refund': lostAgain,
  'charge-waiver': [],
  'charge-off': [],
  'write-off': [],
  're-age': [],
  're-amortize': [],
  accrual: [],
  'accrual-adjustment': [],
  'accrual-activity': [],
};

/**
 * A line on one side. What is less than nothing stands on the other: a payment that comes back can let an overpayment settle
 * more than what came back.
 */
function lineOf(account: AccountKey, side: 'debit' | 'credit', amount: bigint): JournalLine {
  const signed = side === 'debit' ? amount : -amount;
  return { account, debit: signed > 0n ? signed : 0n, credit: signed < 0n ? -signed : 0n };
}

/** The entries of a transaction; a reversed one has them twice, the second time with the sides changed. */
export function journalOf(transaction: Transaction): JournalLine[] {
  const postings = transaction.isOffBooks ? POSTINGS_OFF_BOOKS : POSTINGS;
  const lines = postings[transaction.entry.kind]
    .map(([account, side, amountOf]) => lineOf(account, side, amountOf(transaction)))
    .filter(({ debit, credit }) => debit !== 0n || credit !== 0n);
  if (!transaction.entry.isReversed) return lines;
  return [...lines, ...lines.map(({ account, debit, credit }) => ({ account, debit: credit, credit: debit }))];
}
