import { done, refuse, type Result } from '#shared/refusals/refusal.ts';

/**
 * Bounds the guessing of enrolment codes. Eight digits are 10^8 codes and a store has at most one at a time. All
 * addresses together get 30 wrong answers a minute, so at most 16 windows × 30 = 480 in the 15 minutes a code holds:
 * it is guessed with a probability of 4.8 in a million, from one address (80 tries) of 0.8 in a million. Who keeps at
 * it day and night while n stores have a code at every moment has n × 43,200 / 10^8, that is n × 0.04 %, a day. What is
 * won is a terminal that stands in the portal's list with the name of who made the code, and is out by one press.
 *
 * In memory: a restart forgives, and each node counts for itself.
 */
export interface TryLimit {
  /** Counts a try before its answer is known. The value gives it back, for a try that was no guess. */
  take(address: string, nowMs: number): Result<() => void>;
}

const WINDOW_MS = 60_000;
const PER_ADDRESS_MAX = 5;
const ALL_MAX = 30;

export function makeTryLimit(): TryLimit {
  let window = freshWindow(0);
  return {
    take(address, nowMs) {
      const number = Math.floor(nowMs / WINDOW_MS);
      if (window.number !== number) window = freshWindow(number);
      const { tries } = window;
      const own = tries.filter((each) => each.address === address).length;
      // Tries that are refused here are not kept, so the list never grows beyond its bound.
      if (own >= PER_ADDRESS_MAX || tries.length >= ALL_MAX) {
        const retryAfterSeconds = Math.ceil(((number + 1) * WINDOW_MS - nowMs) / 1_000);
        return refuse('too-many-tries', { retryAfterSeconds });
      }
      const taken = { address };
      tries.push(taken);
      return done(() => {
        const at = tries.indexOf(taken);
        if (at >= 0) tries.splice(at, 1);
      });
    },
  };
}

function freshWindow(number: number): { number: number; tries: { address: string }[] } {
  return { number, tries: [] };
}
