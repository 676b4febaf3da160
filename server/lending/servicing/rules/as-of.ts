import type { CalendarDate } from '#shared/calendar/date.ts';
import { advance, type LoanState } from '#shared/lending/servicing/index.ts';
import { dayOf } from './units.ts';

/** The loan on the business day. One that a command has left on that very day stands there already. */
export function asOf(state: LoanState, businessOn: CalendarDate): LoanState {
  const day = dayOf(businessOn);
  return state.today === day && state.closedTill === day ? state : advance(state, day);
}
