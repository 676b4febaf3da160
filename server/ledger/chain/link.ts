import { createHash } from 'node:crypto';
import type { CalendarDate } from '#shared/calendar/date.ts';

/** What a place in the chain vouches for: every field of a transaction and of its entries. */
export interface SealedContent {
  id: string;
  kind: string;
  reference: string;
  subjectId: string;
  bookId: string;
  valueOn: CalendarDate;
  bookedOn: CalendarDate;
  postedAt: number;
  reversesId: string | null;
  /** In order of their numbers: number, account, party, its kind, its merchant, side, amount, purpose. */
  entries: readonly (readonly [number, string, string, string, string | null, string, number, string])[];
}

/** Before the first transaction. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 over the hash before, as bytes, and the content as JSON in a fixed order; in hex. */
export function linkHash(previous: string, content: SealedContent): string {
  const { id, kind, reference, subjectId, bookId, valueOn, bookedOn, postedAt, reversesId, entries } = content;
  const text = JSON.stringify([
    id,
    kind,
    reference,
    subjectId,
    bookId,
    valueOn,
    bookedOn,
    postedAt,
    reversesId,
    entries,
  ]);
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(text).digest('hex');
}
