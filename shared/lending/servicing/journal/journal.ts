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

/** Every kind's postings, in order. A charged-off loan's later payments are recoveries and not told apart here. */
const POSTINGS: Record<TransactionKind, readonly Posting[]> = {
  disbursement: [
    ['overpayment', 'debit', overpaid],
    ['loans', 'debit', (line) => line.amount - line.overpaid],
    ['clearing', 'credit', all],
  ],
  'down-payment': settledFrom('clearing'),
  repayment: settledFrom('clearing'),
  'merchant-issued-refund': settledFrom('clearing'),
  'payout-refund': settledFrom('clearing'),
  'goodwill-credit': settledFrom('goodwill'),
  'interest-payment-waiver': settledFrom('interestIncome'),
  'interest-refund': settledFrom('interestIncome'),
  chargeback: owedAgain,
  'credit-balance-refund': owedAgain,
  'charge-off': [
    ['loans', 'credit', principal],
    ['receivable', 'credit', income],
    ['loss', 'debit', principal],
    ['interestLoss', 'debit', interest],
    ['feeLoss', 'debit', charges],
  ],
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
};

/** The entries of a transaction; a reversed one has them twice, the second time with the sides changed. */
export function journalOf(transaction: Transaction): JournalLine[] {
  const lines = POSTINGS[transaction.entry.kind]
    .map(([account, side, amountOf]): JournalLine => {
      const amount = amountOf(transaction);
      return { account, debit: side === 'debit' ? amount : 0n, credit: side === 'credit' ? amount : 0n };
    })
    .filter(({ debit, credit }) => debit !== 0n || credit !== 0n);
  if (!transaction.entry.isReversed) return lines;
  return [...lines, ...lines.map(({ account, debit, credit }) => ({ account, debit: credit, credit: debit }))];
}
