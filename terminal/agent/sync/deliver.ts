import type { Refusal, RefusalCode } from '#shared/refusals/refusal.ts';
import type { QueueItem } from '../vault/queue.ts';
import type { Vault } from '../vault/vault.ts';
import type { TerminalServer } from '../server-link/port.ts';

/** What became of one try to deliver one item. */
export type Delivery =
  | { readonly outcome: 'acknowledged' }
  /** The server said no for good; the item is kept and marked. */
  | { readonly outcome: 'rejected'; readonly refusal: Refusal }
  /** Nothing is decided: try again, later or from an earlier item. */
  | { readonly outcome: 'again'; readonly refusal: Refusal };

/** Evidence ahead, then the item. Each step is safe to repeat; every change of state is committed as it happens. */
export async function deliver(vault: Vault, server: TerminalServer, item: QueueItem): Promise<Delivery> {
  vault.markSending(item.id);
  for (const blob of vault.unsentEvidence(item.id)) {
    const put = await server.call('evidence.put', blob);
    if (!put.ok) return afterRefusal(vault, item, put.refusal);
    vault.evidenceSent(item.id, blob.sealedSha256);
  }
  const receipt = await server.call('applications.submit', vault.envelopeOf(item.id));
  if (!receipt.ok) return afterRefusal(vault, item, receipt.refusal);
  vault.acknowledge(item.id);
  return { outcome: 'acknowledged' };
}

/** Refusals that may pass by themselves, or with another order of sending; all others would come again for ever. */
const PASSING: ReadonlySet<RefusalCode> = new Set([
  'offline',
  'server-fault',
  'terminal-unknown',
  'not-permitted',
  'sequence-gap',
  'evidence-missing',
]);

function afterRefusal(vault: Vault, item: QueueItem, refusal: Refusal): Delivery {
  if (refusal.code === 'evidence-missing') vault.evidenceMissing(item.id);
  if (refusal.code === 'sequence-gap') {
    const expected = refusal.details?.['expected'];
    if (typeof expected === 'number') vault.resendFrom(expected);
  }
  if (PASSING.has(refusal.code)) return { outcome: 'again', refusal };
  vault.reject(item.id, refusal);
  return { outcome: 'rejected', refusal };
}
