import type { ServicingEvent } from '../schemas.ts';
import type { LoanState } from '../state.ts';

export function interestTransactions(_before: LoanState, after: LoanState, _event: ServicingEvent): LoanState {
  return after;
}
