import { fen, subtractFen, type Fen } from '#shared/money/fen.ts';
import type { LoanRow } from '#shared/wire/loans.ts';

/** What becomes of one row of a schedule; exactly one side is null where the row goes or comes. */
export interface RowChange {
  n: number;
  before: LoanRow | null;
  after: LoanRow | null;
  kind: 'same' | 'changed' | 'added' | 'removed';
  /** How much more (negative: less) is due in the row. */
  differenceFen: Fen;
}

/** What a person would see change in a row; its days and amounts, not how it is worked out. */
const SEEN = ['dueOn', 'principalFen', 'interestFen', 'feeFen', 'penaltyFen', 'paidFen', 'outstandingFen'] as const;

/** Two schedules of one loan side by side, row by row in the order of their numbers. */
export function rowChanges(before: readonly LoanRow[], after: readonly LoanRow[]): RowChange[] {
  const was = new Map(before.map((row) => [row.n, row]));
  const will = new Map(after.map((row) => [row.n, row]));
  const numbers = [...new Set([...was.keys(), ...will.keys()])].sort((a, b) => a - b);
  return numbers.map((n) => rowChange(n, was.get(n) ?? null, will.get(n) ?? null));
}

function rowChange(n: number, before: LoanRow | null, after: LoanRow | null): RowChange {
  const differenceFen = subtractFen(after?.totalFen ?? fen(0), before?.totalFen ?? fen(0));
  return { n, before, after, kind: kindOf(before, after), differenceFen };
}

function kindOf(before: LoanRow | null, after: LoanRow | null): RowChange['kind'] {
  if (before === null) return 'added';
  if (after === null) return 'removed';
  return SEEN.every((field) => before[field] === after[field]) ? 'same' : 'changed';
}
