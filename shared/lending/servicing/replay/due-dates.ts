import { regularPeriods } from '../../day-count/periods.ts';
import type { Span } from '../../day-count/convention.ts';
import type { ServicingTerms } from '../terms.ts';
import type { Book } from './replay.ts';

/** The day from which the due dates count. */
export function startOf({ terms, entries, approved }: Book): number {
  if (terms.startsOnSubmission) return terms.submittedOn;
  const paidOut = entries.filter(({ kind, isReversed }) => kind === 'disbursement' && !isReversed);
  if (paidOut.length > 0) return Math.min(...paidOut.map(({ on }) => on));
  return approved?.expectedOn ?? terms.submittedOn;
}

/** The first due date on or after `from` becomes `due`; from it on, the rhythm starts anew. */
export function movedDueDates(
  spans: readonly Span[],
  rhythm: ServicingTerms['rhythm'],
  { from, due }: { from: number; due: number },
): readonly Span[] {
  const index = spans.findIndex((span) => span.due >= from);
  const moved = spans[index];
  if (!moved) return spans;
  const rest = regularPeriods(due, spans.length - index - 1, rhythm, 'last-day');
  return [...spans.slice(0, index), { from: moved.from, due }, ...rest];
}
