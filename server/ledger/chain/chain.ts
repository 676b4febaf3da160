import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import {
  holdSeal,
  insertLinks,
  selectHead,
  selectLinks,
  selectPassedOver,
  selectUnsealed,
  type LinkRow,
} from '../store/chain.ts';
import { GENESIS, linkHash } from './link.ts';

const BATCH = 2_000;

/**
 * Gives committed transactions their place in the chain, in order of their writing; gives back how many. Writers never
 * wait for it. One that is killed leaves what it had not committed to the next.
 */
export async function sealChain(platform: Pick<Platform, 'db' | 'now'>): Promise<number> {
  for (let sealed = 0; ;) {
    const count = await platform.db.transaction(PLATFORM, (tx) => sealBatch(platform.now(), tx));
    sealed += count;
    if (count < BATCH) return sealed;
  }
}

async function sealBatch(now: number, tx: Tx): Promise<number> {
  if (!(await holdSeal(tx))) return 0;
  const head = await selectHead(tx);
  let { position, hash } = head ?? { position: 0, hash: GENESIS };
  const links: LinkRow[] = [];
  for (const content of await selectUnsealed(tx, head, BATCH)) {
    position += 1;
    hash = linkHash(hash, content);
    links.push({ position, transactionId: content.id, hash });
  }
  if (links.length > 0) await insertLinks(tx, links, now);
  return links.length;
}

/**
 * `head` vouches for everything up to `length`. `altered`: what stands at the position, or its hash, is not what was
 * sealed; `missing`: a place or its transaction is gone; `passed-over`: a transaction without a place stands before it.
 */
export type ChainProof =
  | { ok: true; length: number; head: string }
  | { ok: false; position: number; failure: 'altered' | 'missing' | 'passed-over' };

/** Computes every hash anew from what stands in the books, and stops at the first that is not as sealed. */
export async function verifyChain(tx: Tx): Promise<ChainProof> {
  let [length, head] = [0, GENESIS];
  for (;;) {
    const links = await selectLinks(tx, length, BATCH);
    for (const link of links) {
      const position = length + 1;
      if (link.position !== position || link.content === null) return { ok: false, position, failure: 'missing' };
      head = linkHash(head, link.content);
      if (head !== link.hash) return { ok: false, position, failure: 'altered' };
      length = position;
    }
    if (links.length < BATCH) break;
  }
  const passedOver = await selectPassedOver(tx);
  if (passedOver !== null) return { ok: false, position: passedOver, failure: 'passed-over' };
  return { ok: true, length, head };
}
