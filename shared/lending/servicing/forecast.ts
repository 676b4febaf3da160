import { daysOverdueOn } from './delinquency/days-overdue.ts';
import { earnedBy, earnedTill, finallyEarned, type Earned } from './earned-till.ts';
import { chargeLatePenalty } from './replay/late-penalty.ts';
import { replayBook } from './replay/replay.ts';
import { advance } from './servicing.ts';
import type { LoanState } from './state.ts';
import { bearsInterestOnOverdue } from './terms.ts';

/** A business day to come, if nothing is entered before it. */
export interface ForecastDay {
  readonly earned: Earned;
  readonly daysOverdue: number;
}

/**
 * The business days `from` and after it, `count` in all: for each what `advance`, `earnedTill` and `standingOf` would say
 * of it. The book is played once; after its last entry the days only add to what is earned.
 */
export function forecast(state: LoanState, from: number, count: number): ForecastDay[] {
  const days = Array.from({ length: count }, (_, index) => from + index);
  if (bearsInterestOnOverdue(state.terms)) return days.map((day) => dayByReplay(state, day));
  const final = finallyEarned(state);
  if (final) return days.map((day) => ({ earned: final, daysOverdue: daysOverdueOn(state, day) }));
  const lastEntry = Math.max(...state.entries.map(({ on }) => on));
  const replay = replayBook({ ...state, recalculatedTill: Math.max(lastEntry, from - 1) });
  return days.map((day) => {
    const last = day - 1;
    if (last < lastEntry) return dayByReplay(state, day);
    chargeLatePenalty(replay, last);
    const daysOverdue = daysOverdueOn({ ...state, rows: replay.rows }, day);
    return { earned: earnedBy(state, replay, replay, last), daysOverdue };
  });
}

function dayByReplay(state: LoanState, day: number): ForecastDay {
  const then = advance(state, day);
  return { earned: earnedTill(then, day), daysOverdue: daysOverdueOn(then, day) };
}
