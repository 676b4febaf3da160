import { interestEarned } from './accrual/accrual.ts';
import { total, type Portions } from './amounts.ts';
import { incomeOwed } from './replay/charge-off.ts';
import type { Replay } from './replay/context.ts';
import { replayBook, type Book } from './replay/replay.ts';
import type { LoanState } from './state.ts';
import { bearsInterestOnOverdue } from './terms.ts';
import { outstandingUnits } from './views/summary.ts';

/** Income in minor units, all of it since the first day. */
export type Earned = Readonly<Omit<Portions, 'principal'>>;

/**
 * The income earned before a business day: interest day by day, charges when they are due, late-payment penalty with each
 * day. A settled loan has earned everything it ever will, one that was charged off what it had earned by then.
 */
export function earnedTill(state: LoanState, day: number): Earned {
  const final = finallyEarned(state);
  if (final) return final;
  const last = day - 1;
  const known: Book = { ...state, entries: state.entries.filter(({ on }) => on <= last) };
  const past = replayBook({ ...known, recalculatedTill: last });
  const current = bearsInterestOnOverdue(state.terms) ? replayBook({ ...known, recalculatedTill: day }) : past;
  return earnedBy(state, past, current, last);
}

/** What only another event would change; `null` while the loan earns. */
export function finallyEarned(state: LoanState): Earned | null {
  const active = state.entries.filter(({ isReversed }) => !isReversed);
  if (active.some(({ kind }) => kind === 'charge-off' || kind === 'write-off')) {
    const { earnedAtChargeOff } = replayBook(state);
    if (earnedAtChargeOff) return withoutPrincipal(earnedAtChargeOff);
  }
  if (outstandingUnits(state) > 0n) return null;
  return withoutPrincipal(incomeOwed(state));
}

/** What was earned by the end of a day: rows that are past by one replay, the current one by another. */
export function earnedBy({ charges }: Pick<LoanState, 'charges'>, past: Replay, current: Replay, last: number): Earned {
  const due = charges.filter((charge) => !charge.isReversed && charge.due <= last);
  const of = (kind: 'fee' | 'penalty'): bigint => total(due, (charge) => (charge.kind === kind ? charge.amount : 0n));
  return {
    interest: total(past.rows, (row) => interestEarned(current, row, last)),
    fee: of('fee'),
    penalty: of('penalty') + total(past.rows, (row) => row.latePenalty),
  };
}

function withoutPrincipal({ interest, fee, penalty }: Portions): Earned {
  return { interest, fee, penalty };
}
