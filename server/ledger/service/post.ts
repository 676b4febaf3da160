import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { instantOf } from '../instant.ts';
import { contentOf, isBookable, isSameContent, type Posting } from '../model.ts';
import { findPostings, insertPostings } from '../store/transactions.ts';

type Clock = Pick<Platform, 'now' | 'newId'>;

/**
 * Books a fact once: a repeat with the same content changes nothing. One with other content under the same kind and
 * reference, or one that does not balance, is a broken assumption and throws.
 */
export function post(platform: Clock, tx: Tx, posting: Posting): Promise<void> {
  return postMany(platform, tx, [posting]);
}

/** The same for thousands at once, in one statement. */
export async function postMany(platform: Clock, tx: Tx, postings: readonly Posting[]): Promise<void> {
  if (postings.length === 0) return;
  const wrong = postings.find((posting) => !isBookable(posting));
  if (wrong) throw new Error(`A ${wrong.kind} posting does not balance.`);
  const asked = postings.map((posting) => ({ id: platform.newId(), posting }));
  const made = await insertPostings(tx, asked, instantOf(platform, tx));
  const repeated = asked.filter(({ id }) => !made.has(id)).map(({ posting }) => posting);
  if (repeated.length > 0) await refuseOtherContent(tx, repeated);
}

async function refuseOtherContent(tx: Tx, repeated: readonly Posting[]): Promise<void> {
  const stored = await findPostings(tx, repeated);
  const there = new Map(stored.map(({ reverses, ...content }) => [keyOf(content), reverses === null ? content : null]));
  for (const posting of repeated) {
    const content = there.get(keyOf(posting));
    if (!content || !isSameContent(contentOf(posting), content))
      throw new Error(`A ${posting.kind} of this reference is in the books already, with other content.`);
  }
}

function keyOf({ kind, reference }: Pick<Posting, 'kind' | 'reference'>): string {
  return `${kind} ${reference}`;
}
