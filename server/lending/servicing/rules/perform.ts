import type { CalendarDate } from '#shared/calendar/date.ts';
import {
  enter,
  eventSchema,
  COMPONENTS,
  outstandingOf,
  standingOf,
  whyNotServed,
  type LoanState,
  type ServicingEventInput,
} from '#shared/lending/servicing/index.ts';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { LoanAction } from '#shared/wire/loans.ts';
import { isAllowed } from '#shared/wire/loan-actions.ts';
import { asOf } from './as-of.ts';
import { isCostAllowed } from './ceiling.ts';
import { eventOf } from './events.ts';
import { paidOutOn, principalInBooks } from './figures.ts';
import { checkDates, checkLimits } from './limits.ts';
import { linesOf } from './lines.ts';

/** A loan before and after an action, both as of the business day. */
export interface Performed {
  before: LoanState;
  after: LoanState;
  /** What was entered: played again on the same business day it gives the same. */
  events: ServicingEventInput[];
}

/** What an action makes of a loan, or why it may not be. Preview and booking are both this. */
export function perform(state: LoanState, action: LoanAction, businessOn: CalendarDate): Result<Performed> {
  const before = asOf(state, businessOn);
  const { status } = standingOf(before);
  const paidOut = paidOutOn(before);
  if (paidOut === null || !isAllowed(action.kind, status)) return refuse('loan-not-open', { status });
  const dated = checkDates(action, { paidOut, businessOn });
  if (!dated.ok) return dated;
  const limited = checkLimits(before, action);
  if (!limited.ok) return limited;
  const event = eventOf(action);
  if (whyNotServed(before, eventSchema.parse(event)) !== null) return refuse('schedule-not-possible');
  const events = [event];
  const after = entered(before, events);
  if (!isPlayable(after)) return refuse('schedule-not-possible');
  if (action.kind === 'charge' && !isCostAllowed(after)) return refuse('charge-above-ceiling');
  if (action.kind === 'reschedule' && !isCostAllowed(after)) return refuse('rate-above-ceiling');
  return done({ before, after, events });
}

export function entered(state: LoanState, events: readonly ServicingEventInput[]): LoanState {
  return events.reduce((known, event) => enter(known, eventSchema.parse(event)), state);
}

/** Rows one after the other, nothing below zero, and in all the principal that the loan's book says is owed. */
function isPlayable(state: LoanState): boolean {
  const { rows } = state;
  const inOrder = rows.every((row, index) => row.due >= (rows[index - 1]?.due ?? row.due));
  const isPositive = rows.every((row) => COMPONENTS.every((component) => outstandingOf(row, component) >= 0n));
  const inBook = linesOf(state).reduce((sum, { principalChangeFen }) => sum + principalChangeFen, 0);
  return inOrder && isPositive && principalInBooks(state) === BigInt(inBook);
}
