import type { Clock } from '../clock.ts';
import { kindOf, type Log } from '../log.ts';
import type { Vault } from '../vault/vault.ts';

export interface WithdrawalKeeper {
  /** Never throws: what cannot be written is kept in memory and written as soon as it can be. */
  readonly withdraw: (applicationId: string) => void;
  readonly stop: () => void;
}

interface KeeperOptions {
  readonly vault: Pick<Vault, 'askWithdrawal'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Something is there to send. */
  readonly onWritten: () => void;
}

const RETRY_MS = 30_000;

/** A shopper who cancels is done here, whatever the disk says. */
export function keepWithdrawals({ vault, clock, log, onWritten }: KeeperOptions): WithdrawalKeeper {
  /** Application and when it was asked for (instant). */
  const unwritten = new Map<string, number>();
  let cancelRetry = (): void => undefined;

  function write(): void {
    cancelRetry();
    try {
      for (const [applicationId, askedAt] of unwritten) {
        vault.askWithdrawal(applicationId, askedAt);
        unwritten.delete(applicationId);
      }
    } catch (error) {
      log.error('withdrawal-not-written', { kind: kindOf(error), waiting: unwritten.size });
      cancelRetry = clock.after(RETRY_MS, write);
    }
    onWritten();
  }

  return {
    withdraw: (applicationId) => {
      unwritten.set(applicationId, clock.now());
      write();
    },
    stop: () => cancelRetry(),
  };
}
