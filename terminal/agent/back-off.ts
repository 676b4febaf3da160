import type { Clock } from './clock.ts';

/** Steps of every retry that waits for the line, in milliseconds; the last one is repeated. */
const STEPS_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000];

/** The wait after the n-th failure in a row (from 1), with up to a fifth of jitter; `random` is in [0, 1). */
export function backOffMs(failures: number, random: number): number {
  const step = STEPS_MS[Math.min(failures, STEPS_MS.length) - 1] ?? 0;
  return Math.round(step * (1 + random / 5));
}

/** A wait that ends by itself, or early when woken. */
export interface Nap {
  readonly sleep: (delayMs: number) => Promise<void>;
  /** Ends the wait at once; without one, the next wait ends as it begins. */
  readonly wake: () => void;
}

export function createNap(clock: Clock): Nap {
  let end: (() => void) | null = null;
  let isWoken = false;
  return {
    sleep: (delayMs) =>
      new Promise((resolve) => {
        if (isWoken) {
          isWoken = false;
          resolve();
          return;
        }
        const cancel = clock.after(delayMs, () => end?.());
        end = () => {
          cancel();
          end = null;
          resolve();
        };
      }),
    wake: () => {
      if (end) end();
      else isWoken = true;
    },
  };
}
