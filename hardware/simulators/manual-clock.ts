/** A clock that is turned by hand. */
import type { Clock } from '../link/clock.ts';

export interface ManualClock extends Clock {
  /** Turns on, firing what falls due in order; promises settle in between. */
  advance(ms: number): Promise<void>;
}

export function createManualClock(): ManualClock {
  let nowMs = 0;
  let serial = 0;
  const timers = new Map<number, { readonly dueMs: number; readonly then: () => void }>();

  function earliest(untilMs: number): number | null {
    let best: { id: number; dueMs: number } | null = null;
    for (const [id, { dueMs }] of timers) {
      if (dueMs <= untilMs && (best === null || dueMs < best.dueMs)) best = { id, dueMs };
    }
    return best?.id ?? null;
  }

  return {
    nowMs: () => nowMs,
    after: (delayMs, then) => {
      serial += 1;
      const id = serial;
      timers.set(id, { dueMs: nowMs + delayMs, then });
      return () => timers.delete(id);
    },
    advance: async (ms) => {
      const untilMs = nowMs + ms;
      await settlePromises();
      for (let id = earliest(untilMs); id !== null; id = earliest(untilMs)) {
        const timer = timers.get(id);
        timers.delete(id);
        if (timer === undefined) break;
        nowMs = timer.dueMs;
        timer.then();
        await settlePromises();
      }
      nowMs = untilMs;
    },
  };
}

function settlePromises(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
