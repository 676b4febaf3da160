import type { CalendarDate } from '#shared/calendar/date.ts';
import {
  journalOf,
  outstanding,
  payOffQuote,
  sumOf,
  type LoanState,
  type Portions,
  type Row,
} from '#shared/lending/servicing/index.ts';
import { fen, type Fen } from '#shared/money/fen.ts';
import type { LoanRow, LoanTransaction, Payoff, PortionsView } from '#shared/wire/loans.ts';
import { isFinal, type Figures } from './figures.ts';
import type { Line } from './lines.ts';
import { asAgreed } from './planned.ts';
import { dateOf, dayOf, fenOf } from './units.ts';

/** How the portal sees a loan's schedule on its business day; before it is paid out, the schedule that was agreed. */
export function rowViews(state: LoanState): LoanRow[] {
  const { rows } = state.rows.some(({ owed }) => sumOf(owed) > 0n) ? state : asAgreed(state);
  return rows.map((row, index) => {
    const outstandingFen = fenOf(outstanding(row));
    return {
      n: index + 1,
      kind: row.kind,
      dueOn: dateOf(row.due),
      ...portionsView(row.owed),
      totalFen: fenOf(sumOf(row.owed)),
      paidFen: fenOf(sumOf(row.paid)),
      outstandingFen,
      metOn: outstandingFen === 0 && row.metOn !== null ? dateOf(row.metOn) : null,
      state: rowState(row, state.today),
    };
  });
}

function rowState(row: Row, today: number): LoanRow['state'] {
  if (outstanding(row) === 0n) return 'paid';
  if (row.due < today) return 'overdue';
  return row.due === today ? 'due' : 'future';
}

function portionsView({ principal, interest, fee, penalty }: Readonly<Portions>): PortionsView {
  return {
    principalFen: fenOf(principal),
    interestFen: fenOf(interest),
    feeFen: fenOf(fee),
    penaltyFen: fenOf(penalty),
  };
}

/** What closes the loan on a day; nothing does where nothing is owed. */
export function payoffView(state: LoanState, figures: Figures, on: CalendarDate): Payoff | null {
  if (figures.status === 'booked' || isFinal(figures)) return null;
  const quote = payOffQuote(state, dayOf(on));
  return { on, ...portionsView(quote), totalFen: fenOf(sumOf(quote)) };
}

/** Who entered a line when, and what was said of it. */
export type LineFacts = Pick<LoanTransaction, 'bookedOn' | 'postedAt' | 'actor' | 'note'>;

export function lineView(line: Line, facts: LineFacts): LoanTransaction {
  const { transaction: _transaction, principalChangeFen: _principalChange, ...shown } = line;
  return { ...shown, ...facts, isReplaced: false };
}

/** Income in the books less what of it was paid, given up or written off: the loan's account 1132. */
export function receivableOf(state: LoanState, accrued: { interestFen: Fen; feeFen: Fen; penaltyFen: Fen }): Fen {
  const settled = state.transactions
    .filter(({ entry }) => !entry.isReversed)
    .flatMap(journalOf)
    .filter(({ account }) => account === 'receivable')
    .reduce((sum, { debit, credit }) => sum + credit - debit, 0n);
  return fen(accrued.interestFen + accrued.feeFen + accrued.penaltyFen - Number(settled));
}
