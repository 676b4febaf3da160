import type { LendingRefusal } from '../refusal.ts';
import { hasRowsByPeriod } from './cumulative/rows-by-period.ts';
import type { ServicingEvent } from './schemas.ts';
import type { LoanState } from './state.ts';

/** Why an event is not served for a loan of this form; `null` where it is. Entered all the same, it changes nothing. */
export function whyNotServed({ terms }: Pick<LoanState, 'terms'>, { type }: ServicingEvent): LendingRefusal | null {
  const makesNewPlan = type === 're-age' || type === 're-amortize';
  if (!makesNewPlan || !hasRowsByPeriod(terms)) return null;
  return {
    code: 'not-served',
    detail: `${type}: the rows of this loan are made period by period, from the first one on`,
  };
}
