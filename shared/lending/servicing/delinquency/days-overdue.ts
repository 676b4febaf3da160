import { isOpen, type Row } from '../rows/row.ts';
import type { LoanState, Variation } from '../state.ts';

/** Days late on `day`: since the oldest open due date, without paused days; none within the days of grace. */
export function daysOverdueOn(state: Pick<LoanState, 'rows' | 'variations' | 'terms'>, day: number): number {
  const oldest = oldestOverdue(state.rows, day);
  if (!oldest) return 0;
  const late = daysCounted(oldest.due, day, pausesOf(state.variations, 'delinquency-pause'));
  return late > (state.terms.latePenalty?.graceDays ?? 0) ? late : 0;
}

function oldestOverdue(rows: readonly Row[], day: number): Row | undefined {
  return rows.find((row) => row.due < day && isOpen(row));
}

/** Both days included. */
export interface Pause {
  readonly from: number;
  readonly to: number;
}

export function pausesOf(variations: readonly Variation[], kind: 'pause' | 'delinquency-pause'): Pause[] {
  return variations.filter(
    (each): each is Extract<Variation, { kind: typeof kind }> => each.kind === kind && !each.isReversed,
  );
}

/** The days after `after` up to `till` that no pause holds. */
export function daysCounted(after: number, till: number, pauses: readonly Pause[]): number {
  let days = 0;
  let next = after + 1;
  for (const { from, to } of pauses.toSorted((a, b) => a.from - b.from)) {
    days += Math.max(0, Math.min(from - 1, till) - next + 1);
    next = Math.max(next, to + 1);
  }
  return days + Math.max(0, till - next + 1);
}
