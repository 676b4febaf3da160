/** A clock that stands until it is turned, without promises: millions of turns cost little. */
import type { Clock } from '../link/clock.ts';

export interface TurnedClock extends Clock {
  /** Fires what falls due until then, in order; does nothing for a moment that is past. */
  turnTo(untilMs: number): void;
}

export function createTurnedClock(): TurnedClock {
  let nowMs = 0;
  let timers: { readonly dueMs: number; readonly then: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    after: (delayMs, then) => {
      const timer = { dueMs: nowMs + delayMs, then };
      const later = timers.findIndex(({ dueMs }) => dueMs > timer.dueMs);
      timers.splice(later === -1 ? timers.length : later, 0, timer);
      return () => {
        timers = timers.filter((kept) => kept !== timer);
      };
    },
    turnTo: (untilMs) => {
      for (let [first] = timers; first !== undefined && first.dueMs <= untilMs; [first] = timers) {
        timers.shift();
        nowMs = first.dueMs;
        first.then();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
  };
}
