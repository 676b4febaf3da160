import { fromEpochDay, type CalendarDate } from '../../../calendar/date.ts';
import { formatUnits } from '../../exact/decimal.ts';
import type { TransactionKind } from '../kinds.ts';
import type { LoanState } from '../state.ts';

export const TRANSACTION_NAMES: Record<TransactionKind, string> = {
  disbursement: 'Disbursement',
  'down-payment': 'Down Payment',
  repayment: 'Repayment',
  'merchant-issued-refund': 'Merchant Issued Refund',
  'payout-refund': 'Payout Refund',
  'goodwill-credit': 'Goodwill Credit',
  'interest-payment-waiver': 'Interest Payment Waiver',
  'interest-refund': 'Interest Refund',
  chargeback: 'Chargeback',
  'credit-balance-refund': 'Credit Balance Refund',
  'charge-waiver': 'Charge Waiver',
  'charge-off': 'Charge-off',
  'write-off': 'Write-off',
  recovery: 'Recovery',
  're-age': 'Re-age',
  're-amortize': 'Re-amortize',
  accrual: 'Accrual',
  'accrual-adjustment': 'Accrual Adjustment',
  'accrual-activity': 'Accrual Activity',
};

export interface TransactionLine {
  readonly on: CalendarDate;
  readonly type: string;
  readonly amount: string;
  readonly principal: string;
  readonly interest: string;
  readonly fees: string;
  readonly penalties: string;
  readonly balance: string;
  readonly reverted: boolean;
  readonly replayed: boolean;
}

const WITHOUT_BALANCE = new Set<TransactionKind>([
  'charge-off',
  're-age',
  're-amortize',
  'accrual',
  'accrual-adjustment',
  'accrual-activity',
]);

/** The transaction list as the loan cases write it; what is of none of the parts of an amount is overpayment. */
export function transactionView({ transactions, terms }: LoanState): TransactionLine[] {
  const money = (units: bigint): string => formatUnits(units, terms.digits);
  return transactions.map(({ entry, amount, portions, balance, isReplayed }) => ({
    on: fromEpochDay(entry.on),
    type: TRANSACTION_NAMES[entry.kind],
    amount: money(amount),
    principal: money(portions.principal),
    interest: money(portions.interest),
    fees: money(portions.fee),
    penalties: money(portions.penalty),
    balance: money(WITHOUT_BALANCE.has(entry.kind) ? 0n : balance),
    reverted: entry.isReversed,
    replayed: isReplayed,
  }));
}
