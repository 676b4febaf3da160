import type { Span } from '../../day-count/convention.ts';
import type { AllocationRule } from '../allocation/order.ts';
import { total } from '../amounts.ts';
import type { Row } from '../rows/row.ts';
import type { Charge, Variation } from '../state.ts';
import type { ServicingTerms } from '../terms.ts';

/** An amount that is more (or, negative, less) from a day on; days are day numbers, amounts minor units. */
export interface Change {
  readonly on: number;
  readonly amount: bigint;
}

/** Money on its way to the rows. */
export interface Incoming extends Change {
  readonly rule: AllocationRule;
}

/** Money lent; the down payment of it is due at once. */
export interface Lent extends Change {
  readonly down: bigint;
}

/** A cumulative loan on its way through its periods. Changed in place; nothing of it leaves the making of the rows. */
export interface Course {
  readonly terms: ServicingTerms;
  readonly spans: readonly Span[];
  readonly variations: readonly Variation[];
  readonly charges: readonly Charge[];
  /** By date, as everything below. */
  readonly lent: readonly Lent[];
  readonly payments: readonly Incoming[];
  /** The loan is asked what settles it on this day. */
  readonly endsOn: number | null;
  /** Overdue principal is charged interest up to this day. */
  readonly chargedTill: number;
  /** The rows of the periods that are past, with what the payments so far have paid on them. */
  readonly rows: Row[];
  /** What interest is reckoned on, were every row paid when due. */
  readonly balance: Change[];
  /** Principal of the rows that is not paid though due. */
  readonly overdue: Change[];
  instalment: bigint;
  /** Principal that no row holds yet. */
  unscheduled: bigint;
  /** Paid, but nothing was owed for it; it goes to what is lent next. */
  overpaid: bigint;
  /** Paid ahead; the coming instalments are that much smaller. */
  ahead: bigint;
}

export function amountOn(changes: readonly Change[], day: number): bigint {
  return total(changes, ({ on, amount }) => (on <= day ? amount : 0n));
}

/** The day from which a payment of `day` counts for the interest. */
export function restDay({ terms, spans }: Pick<Course, 'terms' | 'spans'>, day: number): number {
  if (terms.recalculation?.restFrequency !== 'same-as-repayment') return day;
  return spans.find(({ due }) => due >= day)?.due ?? day;
}
