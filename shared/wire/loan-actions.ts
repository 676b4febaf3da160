import type { LoanStatus } from '../lending/servicing/standing.ts';
import type { LoanActionKind, LoanLineKind } from './loans.ts';
import type { Permission } from './portal.ts';

type Row = Readonly<Record<LoanStatus, boolean>>;

const OPEN: Row = {
  booked: false,
  disbursed: true,
  current: true,
  overdue: true,
  settled: false,
  'written-off': false,
  refunded: false,
};
/** Goods can come back after everything is paid; then what comes is an overpayment. */
const OPEN_OR_SETTLED: Row = { ...OPEN, settled: true };
/**
 * Money that came is booked, and an overpayment paid out, also where nothing is owed any more; and the payer's bank can
 * take a payment back.
 */
const PAID_OUT: Row = { ...OPEN_OR_SETTLED, refunded: true };
const WRITTEN_OFF: Row = { ...OPEN, disbursed: false, current: false, overdue: false, 'written-off': true };

/** What may be done to a loan in which status; all else is the refusal `loan-not-open`. */
const TABLE: Readonly<Record<LoanActionKind, Row>> = {
  repayment: PAID_OUT,
  'pay-off': OPEN,
  'merchant-issued-refund': OPEN_OR_SETTLED,
  'payout-refund': OPEN_OR_SETTLED,
  'goodwill-credit': OPEN,
  'interest-payment-waiver': OPEN,
  chargeback: PAID_OUT,
  'credit-balance-refund': { ...PAID_OUT, 'written-off': true },
  charge: OPEN,
  'charge-waiver': OPEN,
  'charge-off': OPEN,
  'write-off': OPEN,
  recovery: WRITTEN_OFF,
  're-amortize': OPEN,
  're-age': OPEN,
  reschedule: OPEN,
  'interest-pause': OPEN,
  'delinquency-pause': OPEN,
  undo: { ...PAID_OUT, 'written-off': true },
};

export function isAllowed(kind: LoanActionKind, status: LoanStatus): boolean {
  return TABLE[kind][status];
}

const NEEDS: Readonly<Record<Exclude<LoanActionKind, 'undo'>, Permission>> = {
  repayment: 'loans.service',
  'pay-off': 'loans.service',
  'merchant-issued-refund': 'loans.refund',
  'payout-refund': 'loans.service',
  'goodwill-credit': 'loans.service',
  'interest-payment-waiver': 'loans.service',
  chargeback: 'loans.service',
  'credit-balance-refund': 'loans.service',
  charge: 'loans.service',
  'charge-waiver': 'loans.service',
  'charge-off': 'loans.write-off',
  'write-off': 'loans.write-off',
  recovery: 'loans.write-off',
  're-amortize': 'loans.service',
  're-age': 'loans.service',
  reschedule: 'loans.service',
  'interest-pause': 'loans.service',
  'delinquency-pause': 'loans.service',
};

/** What one must be allowed to do it. Who may do a thing may take it back: `undone` is what an undo takes back. */
export function permissionFor(kind: LoanActionKind, undone: LoanLineKind | null): Permission {
  if (kind !== 'undo') return NEEDS[kind];
  return undone !== null && isAction(undone) ? NEEDS[undone] : 'loans.service';
}

function isAction(kind: LoanLineKind): kind is LoanLineKind & keyof typeof NEEDS {
  return Object.hasOwn(NEEDS, kind);
}
