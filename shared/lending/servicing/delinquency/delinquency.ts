import { isOpen } from '../rows/row.ts';
import type { LoanState } from '../state.ts';

/** How a lender sorts late loans: days after the due date that do not count, and the first day of each range. */
export interface DelinquencyBucket {
  readonly graceDays: number;
  /** From the fewest days to the most. */
  readonly ranges: readonly { readonly name: string; readonly fromDay: number }[];
}

export interface Delinquency {
  readonly range: string | null;
  /** The day number from which on the loan counts as late. */
  readonly since: number | null;
}

/** How late the oldest open row is, as of the last close of business or what has been paid since. */
export function delinquencyOf(state: LoanState, bucket: DelinquencyBucket): Delinquency {
  const day = state.closedTill;
  const oldest = state.rows.find((row) => isOpen(row) && day !== null && row.due < day);
  if (!oldest || day === null) return { range: null, since: null };
  const since = oldest.due + bucket.graceDays;
  const range = bucket.ranges.findLast(({ fromDay }) => day - since >= fromDay);
  return range ? { range: range.name, since } : { range: null, since: null };
}
