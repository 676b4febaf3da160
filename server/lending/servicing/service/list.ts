import { shanghaiDate } from '#shared/calendar/date.ts';
import type { LoanSummary } from '#shared/wire/loans.ts';
import type { Tx } from '#server/platform/database.ts';
import { selectLoans, type LoanQuery } from '../store/list.ts';

export interface LoanPage {
  items: LoanSummary[];
  /** The `before` of the next page; null on the last one. */
  next: string | null;
}

export async function listLoans(
  tx: Tx,
  { text, ...query }: Omit<LoanQuery, 'part'> & { text: string },
): Promise<LoanPage> {
  const part = text.trim().toLowerCase();
  // One more than asked for tells whether there is a next page.
  const rows = await selectLoans(tx, { ...query, part, limit: query.limit + 1 });
  const items = rows
    .slice(0, query.limit)
    .map(({ bookedAt, ...row }) => ({ ...row, bookedOn: shanghaiDate(bookedAt) }));
  return { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}
