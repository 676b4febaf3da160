import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { instantOf } from '../instant.ts';
import type { PostingKind } from '../model.ts';
import { findPostings, insertReversals } from '../store/transactions.ts';

type Clock = Pick<Platform, 'now' | 'newId'>;

/** Which posting is taken back, and under which reference of its own the counter-posting stands. */
export interface Reversal {
  kind: PostingKind;
  reference: string;
  reversal: {
    reference: string;
    bookedOn: CalendarDate;
    /** The day on which the original counts, where nothing else is said. */
    valueOn?: CalendarDate;
  };
}

/**
 * Takes a posting back by its counter-posting, linked to it. A repeat changes nothing; a second reversal, one of a
 * posting that is not there, or one of a reversal is a broken assumption and throws.
 */
export function reverse(platform: Clock, tx: Tx, reversal: Reversal): Promise<void> {
  return reverseMany(platform, tx, [reversal]);
}

export async function reverseMany(platform: Clock, tx: Tx, reversals: readonly Reversal[]): Promise<void> {
  if (reversals.length === 0) return;
  const asked = reversals.map(({ kind, reference, reversal }) => ({
    id: platform.newId(),
    kind,
    reference,
    ownReference: reversal.reference,
    bookedOn: reversal.bookedOn,
    valueOn: reversal.valueOn ?? null,
  }));
  const made = await insertReversals(tx, asked, instantOf(platform, tx));
  const others = asked.filter(({ id }) => !made.has(id));
  if (others.length === 0) return;
  const found = await findPostings(
    tx,
    others.map(({ kind, ownReference }) => ({ kind, reference: ownReference })),
  );
  for (const { kind, reference, ownReference } of others) {
    const isRepeat = found.some(
      (row) => row.kind === kind && row.reference === ownReference && row.reverses === reference,
    );
    if (!isRepeat) throw new Error(`A ${kind} posting cannot be reversed: not there, a reversal, or reversed already.`);
  }
}
