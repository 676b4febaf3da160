import type { RefusalCode } from '#shared/refusals/refusal.ts';
import { createNap } from '../back-off.ts';
import type { Clock } from '../clock.ts';
import type { TerminalServer } from './port.ts';

export interface Connectivity {
  isOnline(): boolean;
  /** Ask at once instead of at the next turn, because something failed or a person waits. */
  checkNow(): void;
  stop(): void;
}

export interface ConnectivityOptions {
  readonly server: TerminalServer;
  readonly clock: Clock;
  /** How often the server is asked while it answers, and while it does not. */
  readonly pollMs: number;
  readonly offlinePollMs: number;
  /** `why` is the refusal that stands for the loss of the line. */
  readonly onChange: (online: boolean, why: RefusalCode | null) => void;
}

/** Whether the server answers: known by asking it, for ever. Until the first answer there is no line. */
export function keepAsking({ server, clock, pollMs, offlinePollMs, onChange }: ConnectivityOptions): Connectivity {
  const nap = createNap(clock);
  let online = false;
  let why: RefusalCode | null = 'offline';
  let hasStopped = false;
  const isStopped = (): boolean => hasStopped;

  async function askForEver(): Promise<void> {
    while (!isStopped()) {
      const answer = await server.call('hello', undefined);
      if (isStopped()) return;
      const whyNow = answer.ok ? null : answer.refusal.code;
      // A server that answers but will not know us is no line either, and worth another word in the log.
      if (answer.ok !== online || whyNow !== why) {
        online = answer.ok;
        why = whyNow;
        onChange(online, why);
      }
      await nap.sleep(online ? pollMs : offlinePollMs);
    }
  }

  void askForEver();
  return {
    isOnline: () => online,
    checkNow: nap.wake,
    stop: () => {
      hasStopped = true;
      nap.wake();
    },
  };
}
