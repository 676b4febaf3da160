import type { Portions } from './amounts.ts';
import type { Row } from './rows/row.ts';
import type { TransactionKind } from './kinds.ts';
import type { EventOf } from './schemas.ts';
import type { ServicingTerms } from './terms.ts';
import type { Rational } from '../exact/rational.ts';

/** A transaction as it was asked for; what it comes to is derived by replaying. Days are day numbers. */
export interface Entry {
  readonly id: number;
  readonly kind: TransactionKind;
  readonly on: number;
  readonly amount: bigint;
  /** The business date on which it was entered. */
  readonly enteredOn: number;
  readonly isReversed: boolean;
  /** Its place among the entries of one day. */
  readonly place: number;
  /** The transaction it belongs to: a chargeback's payment, an interest refund's refund. */
  readonly of?: number;
  readonly reAge?: EventOf<'re-age'>;
  /** What a waiver gives up. */
  readonly waives?: Charge['kind'];
  /** Income booked by an accrual. */
  readonly accrued?: Readonly<Portions>;
}

export interface Charge {
  readonly id: number;
  readonly kind: 'fee' | 'penalty';
  readonly due: number;
  readonly amount: bigint;
  readonly enteredOn: number;
  readonly isReversed: boolean;
}

/** A change of the terms; a pause of delinquency changes only how late the loan counts. */
export type Variation = {
  readonly id: number;
  readonly from: number;
  readonly enteredOn: number;
  readonly isReversed: boolean;
} & (
  | { readonly kind: 'rate'; readonly rate: Rational }
  | { readonly kind: 'pause'; readonly to: number }
  | { readonly kind: 'delinquency-pause'; readonly to: number }
  | { readonly kind: 'extend'; readonly terms: number }
  | { readonly kind: 'due-date'; readonly due: number }
);

/** What a transaction comes to after a replay. `amount` differs from the entry's where it is derived. */
export interface Result {
  readonly amount: bigint;
  readonly portions: Readonly<Portions>;
  readonly overpaid: bigint;
  /** Principal owed by the loan after it. */
  readonly balance: bigint;
  /** The loan was charged off before: what it owes is no longer in the books, and money for it is a recovery. */
  readonly isOffBooks: boolean;
}

/** A line of the transaction list. It is never changed: a replay that alters it makes the next version. */
export interface Transaction extends Result {
  readonly entry: Entry;
  readonly version: number;
  /** A later version, after something back-dated was entered, has replaced an earlier one. */
  readonly isReplayed: boolean;
}

/** Everything a loan is: what was entered, in order, and what follows from it. */
export interface LoanState {
  readonly terms: ServicingTerms;
  readonly today: number;
  readonly approved: { readonly amount: bigint; readonly expectedOn: number } | null;
  readonly nextId: number;
  readonly entries: readonly Entry[];
  readonly charges: readonly Charge[];
  readonly variations: readonly Variation[];
  /** Interest on overdue principal has been charged up to this day. */
  readonly recalculatedTill: number | null;
  /** The last close of business. */
  readonly closedTill: number | null;
  readonly transactions: readonly Transaction[];
  readonly rows: readonly Row[];
  readonly overpaid: bigint;
}
