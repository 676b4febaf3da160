import { total } from '../amounts.ts';
import { outstanding } from '../rows/row.ts';
import type { LoanState } from '../state.ts';

export type LoanStatus = 'SUBMITTED' | 'APPROVED' | 'ACTIVE' | 'OVERPAID' | 'CLOSED_OBLIGATIONS_MET';

/** How a loan stands. */
export function statusOf(state: LoanState): LoanStatus {
  const isPaidOut = state.entries.some(({ kind, isReversed }) => kind === 'disbursement' && !isReversed);
  if (!isPaidOut) return state.approved ? 'APPROVED' : 'SUBMITTED';
  if (outstandingUnits(state) > 0n) return 'ACTIVE';
  return state.overpaid > 0n ? 'OVERPAID' : 'CLOSED_OBLIGATIONS_MET';
}

export function outstandingUnits({ rows }: LoanState): bigint {
  return total(rows, outstanding);
}
