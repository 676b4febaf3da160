import type { Clock } from '../clock.ts';

export interface ManualClock extends Clock {
  /** Lets time pass; whatever falls due is called in order, each at its own instant. */
  turn(ms: number): void;
}

export function createManualClock(startAt = Date.UTC(2026, 10, 22, 6, 0)): ManualClock {
  let now = startAt;
  let timers: { at: number; then: () => void }[] = [];
  return {
    now: () => now,
    after: (delayMs, then) => {
      const timer = { at: now + delayMs, then };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    turn: (ms) => {
      const end = now + ms;
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers = timers.filter((other) => other !== due);
        now = Math.max(now, due.at);
        due.then();
      }
      now = end;
    },
  };
}

/** Lets promises that need nothing but each other settle. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}
