import type { CalendarDate } from '#shared/calendar/date.ts';
import {
  outstanding,
  outstandingOf,
  standingOf,
  total,
  type LoanState,
  type Standing,
} from '#shared/lending/servicing/index.ts';
import type { Fen } from '#shared/money/fen.ts';
import { dateOf, fenOf } from './units.ts';

/** What is kept beside a loan's state, so that it can be listed, counted and searched without it. */
export interface Figures extends Standing {
  principalFen: Fen;
  outstandingFen: Fen;
  overpaidFen: Fen;
  nextDueOn: CalendarDate | null;
  /** Of the next instalment and everything overdue. */
  dueFen: Fen;
}

export function figuresOf(state: LoanState): Figures {
  const { rows, overpaid, today } = state;
  const open = rows.filter((row) => outstanding(row) > 0n);
  const next = open.find(({ due }) => due >= today);
  const due = open.filter((row) => row.due < today || row === next);
  return {
    ...standingOf(state),
    principalFen: fenOf(principalInBooks(state)),
    outstandingFen: fenOf(total(open, outstanding)),
    overpaidFen: fenOf(overpaid),
    nextDueOn: next ? dateOf(next.due) : null,
    dueFen: fenOf(total(due, outstanding)),
  };
}

/** A loan that was charged off has left the books; what it still owes is recovered, not collected. */
export function principalInBooks({ rows, entries }: LoanState): bigint {
  const isLost = entries.some(({ kind, isReversed }) => !isReversed && (kind === 'charge-off' || kind === 'write-off'));
  return isLost ? 0n : total(rows, (row) => outstandingOf(row, 'principal'));
}

/** Nothing more is earned: paid, given back, or given up. */
export function isFinal({ status }: Pick<Standing, 'status'>): boolean {
  return status === 'settled' || status === 'refunded' || status === 'written-off';
}

/** The day on which the loan was paid out; null before. */
export function paidOutOn({ entries }: LoanState): CalendarDate | null {
  const days = entries.filter(({ kind, isReversed }) => kind === 'disbursement' && !isReversed).map(({ on }) => on);
  return days.length > 0 ? dateOf(Math.min(...days)) : null;
}
