import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';

/** Calls someone back, but not too often. */
export interface Throttle {
  /** Calls now, however lately it was. */
  now(): void;
  /** Calls now or, if the last call was less than `everyMs` ago, once that time is over. */
  soon(): void;
  /** No call comes after this. */
  stop(): void;
}

export function createThrottle({
  clock,
  everyMs,
  call,
}: {
  clock: Clock;
  everyMs: number;
  call: () => void;
}): Throttle {
  let isResting = false;
  let isWanted = false;
  let isStopped = false;
  let cancelRest = noTimer;

  function now(): void {
    if (isStopped) return;
    isWanted = false;
    isResting = true;
    cancelRest();
    cancelRest = clock.after(everyMs, () => {
      isResting = false;
      if (isWanted) now();
    });
    call();
  }

  return {
    now,
    soon: () => {
      if (isResting) isWanted = true;
      else now();
    },
    stop: () => {
      isStopped = true;
      cancelRest();
    },
  };
}
