import { backOffMs, createNap } from '../back-off.ts';
import type { Clock } from '../clock.ts';
import type { ApplicationStatus } from '#shared/wire/decision.ts';
import type { ApplicationState } from '#shared/wire/terminal.ts';
import type { TerminalServer } from './port.ts';

export interface Following {
  /** Something changed (a receipt came, the line is back): ask now. */
  nudge(): void;
  stop(): void;
}

export interface FollowOptions {
  readonly server: TerminalServer;
  readonly clock: Clock;
  readonly random: () => number;
  readonly applicationId: string;
  readonly onState: (state: ApplicationState) => void;
}

/** A stream may die without a word, so while one is open the state is asked for now and then all the same. */
const SAFETY_POLL_MS = 10_000;

const FINAL: ReadonlySet<ApplicationStatus> = new Set(['declined', 'contracted', 'cancelled', 'expired']);

/**
 * Follows one application until stopped: asks for its state, opens a stream once the server knows it, and falls back
 * to asking with back-off wherever the stream fails.
 */
export function followApplication({ server, clock, random, applicationId, onState }: FollowOptions): Following {
  const nap = createNap(clock);
  let hasStopped = false;
  const isStopped = (): boolean => hasStopped;
  let closeStream: (() => void) | null = null;
  let streamEnds = 0;
  let cancelReopening = (): void => undefined;

  /** After a final state there is nothing to follow any more. */
  function tell(state: ApplicationState): void {
    if (isStopped()) return;
    if (FINAL.has(state.status)) stop();
    onState(state);
  }

  function stop(): void {
    hasStopped = true;
    cancelReopening();
    closeStream?.();
    nap.wake();
  }

  function openStream(): void {
    if (closeStream || isStopped()) return;
    const stream = { hasEnded: false };
    const close = server.watch(applicationId, {
      onState: (state) => {
        streamEnds = 0;
        tell(state);
      },
      onEnd: () => {
        if (stream.hasEnded || isStopped()) return;
        stream.hasEnded = true;
        closeStream = null;
        streamEnds += 1;
        cancelReopening = clock.after(backOffMs(streamEnds, random()), nap.wake);
      },
    });
    closeStream = stream.hasEnded ? null : close;
  }

  async function askForEver(): Promise<void> {
    let failures = 0;
    while (!isStopped()) {
      const answer = await server.call('applications.state', { applicationId });
      failures = answer.ok ? 0 : failures + 1;
      if (answer.ok) tell(answer.value);
      if (answer.ok) openStream();
      await nap.sleep(failures === 0 ? SAFETY_POLL_MS : backOffMs(failures, random()));
    }
  }

  void askForEver();
  return {
    nudge: nap.wake,
    stop,
  };
}
