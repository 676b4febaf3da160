import type { Row } from '../rows/row.ts';
import type { DueType, FutureRule } from './order.ts';

/**
 * The rows that money of a stage goes to next: the oldest past due, the one due on the day, or those the rule names
 * among the ones in advance. `isLastToo` widens which rows count as last, where a settled row can open again.
 */
export function candidates(
  rows: readonly Row[],
  day: number,
  dueType: DueType,
  future: FutureRule,
  isCandidate: (row: Row) => boolean,
  isLastToo: (row: Row) => boolean = isCandidate,
): Row[] {
  switch (dueType) {
    case 'past-due':
      return rows.filter((row) => isCandidate(row) && row.due < day).slice(0, 1);
    case 'due':
      return rows.filter((row) => isCandidate(row) && row.due === day).slice(0, 1);
    case 'in-advance':
      return inAdvance(
        rows.filter((row) => row.due > day),
        day,
        future,
        isCandidate,
        isLastToo,
      );
  }
}

function inAdvance(
  rows: readonly Row[],
  day: number,
  future: FutureRule,
  isCandidate: (row: Row) => boolean,
  isLastToo: (row: Row) => boolean,
): Row[] {
  const open = rows.filter(isCandidate);
  const last = (): Row[] => rows.filter(isLastToo).slice(-1);
  switch (future) {
    case 'reamortization':
      return open;
    case 'next-installment':
      return open.slice(0, 1);
    case 'last-installment':
      return last();
    case 'next-last-installment': {
      const current = open.filter((row) => row.from <= day);
      return current.length > 0 ? current : last();
    }
  }
}
