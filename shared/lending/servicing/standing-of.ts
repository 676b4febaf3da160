import { total } from './amounts.ts';
import { daysOverdueOn } from './delinquency/days-overdue.ts';
import { bucketOf, categoryOf } from './delinquency/lateness.ts';
import type { TransactionKind } from './kinds.ts';
import type { LoanStatus, OverdueBucket, RiskCategory } from './standing.ts';
import type { Entry, LoanState } from './state.ts';
import { outstandingUnits } from './views/summary.ts';

export interface Standing {
  readonly status: LoanStatus;
  readonly daysOverdue: number;
  readonly bucket: OverdueBucket;
  readonly category: RiskCategory;
}

/** How the loan stands on its business day (`today`). */
export function standingOf(state: LoanState): Standing {
  const status = statusOn(state);
  const daysOverdue = status === 'overdue' ? daysOverdueOn(state, state.today) : 0;
  return { status, daysOverdue, bucket: bucketOf(daysOverdue), category: categoryOf(daysOverdue) };
}

function statusOn(state: LoanState): LoanStatus {
  const paidOut = active(state, ['disbursement']);
  if (paidOut.length === 0) return 'booked';
  if (active(state, ['write-off']).length > 0) return 'written-off';
  if (outstandingUnits(state) === 0n) return isRefunded(state, paidOut) ? 'refunded' : 'settled';
  if (daysOverdueOn(state, state.today) > 0) return 'overdue';
  const lastPayout = Math.max(...paidOut.map(({ enteredOn }) => enteredOn));
  return state.closedTill === null || state.closedTill <= lastPayout ? 'disbursed' : 'current';
}

/** The money paid to the merchant came back, all of it. */
function isRefunded(state: LoanState, paidOut: readonly Entry[]): boolean {
  const refunds = active(state, ['merchant-issued-refund', 'payout-refund']);
  return total(refunds, ({ amount }) => amount) >= total(paidOut, ({ amount }) => amount);
}

function active({ entries }: LoanState, kinds: readonly TransactionKind[]): Entry[] {
  return entries.filter(({ kind, isReversed }) => !isReversed && kinds.includes(kind));
}
