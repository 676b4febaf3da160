import type { Refusal } from '#shared/refusals/refusal.ts';
import { backOffMs, createNap } from '../back-off.ts';
import type { Clock } from '../clock.ts';
import { kindOf, type Log } from '../log.ts';
import { isPassing } from '../server-link/passing.ts';
import type { TerminalServer } from '../server-link/port.ts';
import type { QueueItem } from '../vault/queue.ts';
import type { Vault } from '../vault/vault.ts';
import { deliver, type Disputed } from './deliver.ts';

export interface Sync {
  /** Something is there to send, or the line is back: look now. */
  readonly wake: () => void;
  /** Nothing more can be delivered until a technician has looked into it; nothing new should be promised. */
  readonly isStuck: () => boolean;
  /** Resolves when no call is under way any more. */
  readonly stop: () => Promise<void>;
}

export interface SyncOptions {
  readonly vault: Vault;
  readonly server: TerminalServer;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly onAcknowledged: (applicationId: string) => void;
  readonly onRejected: (applicationId: string, refusal: Refusal) => void;
  /** The server did not answer. */
  readonly onLineDoubt: () => void;
}

/** With nothing to do it looks all the same now and then, which costs one small query. */
const REST_MS = 30_000;
/** A queue that is stuck will not come loose in a second. */
const STUCK_MS = 60_000;

/** Drains the vault in order for as long as the agent lives: one item at a time, the oldest first, then withdrawals. */
export function startSync(options: SyncOptions): Sync {
  const { vault, clock, random, log } = options;
  const nap = createNap(clock);
  const disputed: Disputed = new Set();
  let isStuck = false;
  let isStopped = false;

  async function drainForEver(): Promise<void> {
    let failures = 0;
    while (!isStopped) {
      const waitMs = backOffMs(failures + 1, random());
      const outcome = await sendOne(waitMs);
      if (outcome === 'sent') {
        failures = 0;
      } else if (outcome === 'nothing-to-do') {
        failures = 0;
        await nap.sleep(REST_MS);
      } else if (isStuck) {
        await nap.sleep(STUCK_MS);
      } else {
        failures += 1;
        log.warn('sync-again', { code: outcome.code, failures, waitMs });
        if (outcome.code === 'offline') options.onLineDoubt();
        await nap.sleep(waitMs);
      }
    }
  }

  async function sendOne(retryAfterMs: number): Promise<'sent' | 'nothing-to-do' | Refusal> {
    try {
      const item = vault.nextItem();
      if (item) return (await sendItem(item, retryAfterMs)) ?? 'sent';
      const withdrawal = vault.nextWithdrawal();
      if (withdrawal === null) return 'nothing-to-do';
      return (await sendWithdrawal(withdrawal)) ?? 'sent';
    } catch (error) {
      // The vault could not be read or written (a full disk): what is in it is safe, so it is tried again.
      log.error('sync-failed', { kind: kindOf(error) });
      return { code: 'vault-write-failed' };
    }
  }

  /** The reason to try again, or null where the item is settled. */
  async function sendItem(item: QueueItem, retryAfterMs: number): Promise<Refusal | null> {
    const delivery = await deliver(vault, options.server, item, disputed);
    switch (delivery.outcome) {
      case 'acknowledged':
        log.info('sync-acknowledged', { reference: item.reference, attempts: item.attempts + 1 });
        disputed.clear();
        isStuck = false;
        options.onAcknowledged(item.id);
        return null;
      case 'rejected':
        log.error('sync-rejected', { reference: item.reference, code: delivery.refusal.code });
        options.onRejected(item.id, delivery.refusal);
        return null;
      case 'again':
        vault.retryLater(item.id, clock.now() + retryAfterMs);
        return delivery.refusal;
      case 'stuck':
        vault.retryLater(item.id, clock.now() + STUCK_MS);
        if (!isStuck) log.error('sync-stuck', { reference: item.reference, code: delivery.refusal.code });
        isStuck = true;
        return delivery.refusal;
    }
  }

  async function sendWithdrawal(applicationId: string): Promise<Refusal | null> {
    const answer = await options.server.call('applications.withdraw', { applicationId });
    if (!answer.ok && isPassing(answer.refusal.code)) return answer.refusal;
    vault.withdrawalAnswered(applicationId);
    return null;
  }

  const drained = drainForEver();
  return {
    wake: nap.wake,
    isStuck: () => isStuck,
    stop: () => {
      isStopped = true;
      nap.wake();
      return drained;
    },
  };
}
