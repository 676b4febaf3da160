/** What every command gets: words, a place for its output, and an end to all waiting. */
import type { CliMessages } from '#shared/messages/cli.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';
import type { Outcome } from './outcome.ts';
import { fail } from './outcome.ts';
import type { Output } from './output.ts';

export interface Context {
  readonly out: Output;
  readonly language: Language;
  readonly words: CliMessages;
  readonly clock: Clock;
  /** The instant, in ms. */
  readonly now: () => number;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
  /** From `--timeout`; null where the person did not say. */
  readonly timeoutMs: number | null;
  /** Hears the lines that a person types from now on; the result ends it. */
  readonly onLine: (hear: (line: string) => void) => () => void;
}

export interface Waiting<T> {
  /** Null waits without end. */
  readonly limitMs: number | null;
  /** What an interruption and the end of the time mean; both are problems unless a command thinks otherwise. */
  readonly onInterrupt?: () => Outcome | T;
  readonly onTimeout?: () => Outcome | T;
}

/** Runs `begin` until it settles, the time is over or the person interrupts; then, in every case, ends what it began. */
export async function until<T = never>(
  context: Context,
  waiting: Waiting<T>,
  begin: (settle: (end: Outcome | T) => void) => { stop(): Promise<void> },
): Promise<Outcome | T> {
  const { clock, interrupted } = context;
  const { limitMs, onInterrupt = () => fail('interrupted'), onTimeout = () => fail('timeout') } = waiting;
  if (interrupted.aborted) return onInterrupt();
  const ended = Promise.withResolvers<Outcome | T>();
  const onAbort = (): void => ended.resolve(onInterrupt());
  interrupted.addEventListener('abort', onAbort);
  const cancelLimit = limitMs === null ? noTimer : clock.after(limitMs, () => ended.resolve(onTimeout()));
  const running = begin(ended.resolve);
  const outcome = await ended.promise;
  cancelLimit();
  interrupted.removeEventListener('abort', onAbort);
  await stopSoon(clock, running);
  return outcome;
}

/** A port that does not close must not keep the person waiting: the process ends anyway. */
const STOP_LIMIT_MS = 3000;

function stopSoon(clock: Clock, running: { stop(): Promise<void> }): Promise<void> {
  return new Promise((done) => {
    const cancel = clock.after(STOP_LIMIT_MS, done);
    void running.stop().then(() => {
      cancel();
      done();
    });
  });
}
