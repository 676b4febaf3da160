import type { CalendarDate } from '#shared/calendar/date.ts';
import {
  enter,
  eventSchema,
  openLoan,
  type LoanState,
  type ServicingEventInput,
  type ServicingTerms,
} from '#shared/lending/servicing/index.ts';
import type { Plan } from '#shared/lending/plan.ts';
import type { Fen } from '#shared/money/fen.ts';
import { asOf } from './as-of.ts';
import { dateOf, fenOf, yuanText } from './units.ts';

/** What is entered for every loan: at signing, and at delivery. Both count from the day of the contract, as signed. */
export function approval(principalFen: Fen, startOn: CalendarDate): ServicingEventInput {
  return { type: 'approve', on: startOn, amount: yuanText(principalFen), expectedDisbursement: startOn };
}

export function payout(principalFen: Fen, startOn: CalendarDate): ServicingEventInput {
  return { type: 'disburse', on: startOn, amount: yuanText(principalFen) };
}

export interface Signed {
  terms: ServicingTerms;
  principalFen: Fen;
  startOn: CalendarDate;
}

/** A loan that was signed and not yet paid out. */
export function bookedState({ terms, principalFen, startOn }: Signed, businessOn: CalendarDate): LoanState {
  const approved = enter(openLoan(terms), eventSchema.parse(approval(principalFen, startOn)));
  return asOf(approved, businessOn);
}

/** The same as if it had been paid out: before the goods are handed over, its rows are what was agreed. */
export function asAgreed(state: LoanState): LoanState {
  const { approved } = state;
  if (approved === null) throw new Error('A loan in servicing was approved.');
  return enter(state, eventSchema.parse(payout(fenOf(approved.amount), dateOf(approved.expectedOn))));
}

/** True where the engine's rows are those of the signed plan: same days, same amounts, to the fen. */
export function followsPlan(state: LoanState, { instalments }: Pick<Plan, 'instalments'>): boolean {
  return (
    state.rows.length === instalments.length &&
    instalments.every(({ dueOn, principalFen, interestFen, totalFen }, index) => {
      const row = state.rows[index];
      if (!row || dateOf(row.due) !== dueOn) return false;
      const { principal, interest, fee, penalty } = row.owed;
      return (
        fee + penalty - row.latePenalty === 0n &&
        fenOf(principal) === principalFen &&
        fenOf(interest) === interestFen &&
        principalFen + interestFen === totalFen
      );
    })
  );
}
