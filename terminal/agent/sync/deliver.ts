import type { Refusal, RefusalCode } from '#shared/refusals/refusal.ts';
import type { QueueItem } from '../vault/queue.ts';
import type { Vault } from '../vault/vault.ts';
import { isPassing } from '../server-link/passing.ts';
import type { TerminalServer } from '../server-link/port.ts';

/** What became of one try to deliver one item. */
export type Delivery =
  | { readonly outcome: 'acknowledged' }
  /** The server said no for good; the item is kept and marked. */
  | { readonly outcome: 'rejected'; readonly refusal: Refusal }
  /** Nothing is decided: try again, later or from an earlier item. */
  | { readonly outcome: 'again'; readonly refusal: Refusal }
  /** Nothing this terminal can send will be taken until somebody looks into it. */
  | { readonly outcome: 'stuck'; readonly refusal: Refusal };

/** Items whose place in the chain the server disputed since it last took one. */
export type Disputed = Set<string>;

/** Evidence ahead, then the item. Each step is safe to repeat; every change of state is committed as it happens. */
export async function deliver(
  vault: Vault,
  server: TerminalServer,
  item: QueueItem,
  disputed: Disputed,
): Promise<Delivery> {
  vault.markSending(item.id);
  for (const blob of vault.unsentEvidence(item.id)) {
    const put = await server.call('evidence.put', blob);
    if (!put.ok) return afterRefusal(vault, item, put.refusal, disputed);
    vault.evidenceSent(item.id, blob.sealedSha256);
  }
  const receipt = await server.call('applications.submit', vault.envelopeOf(item.id));
  if (!receipt.ok) return afterRefusal(vault, item, receipt.refusal, disputed);
  vault.acknowledge(item.id);
  return { outcome: 'acknowledged' };
}

/** Refusals that another order of sending may answer. */
const ORDERING: ReadonlySet<RefusalCode> = new Set(['sequence-gap', 'evidence-missing']);
/** After these the server's chain has not moved on, so the next item brings this one back. */
const BREAKING: ReadonlySet<RefusalCode> = new Set(['chain-broken', 'content-conflict', 'envelope-unreadable']);

function afterRefusal(vault: Vault, item: QueueItem, refusal: Refusal, disputed: Disputed): Delivery {
  if (refusal.code === 'evidence-missing') vault.evidenceMissing(item.id);
  if (refusal.code === 'sequence-gap') {
    const expected = refusal.details?.['expected'];
    if (typeof expected === 'number' && !vault.resendFrom(expected)) return { outcome: 'stuck', refusal };
  }
  if (isPassing(refusal.code) || ORDERING.has(refusal.code)) return { outcome: 'again', refusal };
  if (BREAKING.has(refusal.code)) {
    // One item nobody can open may stand alone; a chain that does not fit twice fits for no item.
    const isRepeated = disputed.has(item.id) || (refusal.code !== 'envelope-unreadable' && disputed.size > 0);
    if (isRepeated) return { outcome: 'stuck', refusal };
    disputed.add(item.id);
  }
  vault.reject(item.id, refusal);
  return { outcome: 'rejected', refusal };
}
