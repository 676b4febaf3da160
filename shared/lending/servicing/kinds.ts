/** Every kind of transaction a loan can have. */
export const TRANSACTION_KINDS = [
  'disbursement',
  'down-payment',
  'repayment',
  'merchant-issued-refund',
  'payout-refund',
  'goodwill-credit',
  'interest-payment-waiver',
  'interest-refund',
  'chargeback',
  'credit-balance-refund',
  'charge-waiver',
  'charge-off',
  'write-off',
  'recovery',
  're-age',
  're-amortize',
  'accrual',
  'accrual-adjustment',
  'accrual-activity',
] as const;
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];

/** Kinds that bring money or a credit in and are spread over the schedule. */
export const PAYMENT_KINDS = [
  'down-payment',
  'repayment',
  'merchant-issued-refund',
  'payout-refund',
  'goodwill-credit',
  'interest-payment-waiver',
  'interest-refund',
  'recovery',
] as const satisfies readonly TransactionKind[];
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

export function isPayment(kind: TransactionKind): kind is PaymentKind {
  return PAYMENT_KINDS.some((each) => each === kind);
}

/** Kinds that only book income earned; they never touch the schedule. */
export function isAccrual(kind: TransactionKind): boolean {
  return kind === 'accrual' || kind === 'accrual-adjustment' || kind === 'accrual-activity';
}
