import { done, type Result } from '#shared/refusals/refusal.ts';
import { networkOf } from '#server/http/networks.ts';
import { makeTryWindow } from '#server/platform/try-window.ts';

/**
 * Bounds the guessing of enrolment codes. Eight digits are 10^8 codes and a store has at most one at a time.
 *
 * An address (of IPv6 its /64) gets 5 wrong tries a minute, and all together 30 that are told what was wrong. Whoever
 * comes after the 30 is still let in by a right code, or one host with a few addresses could keep every new terminal
 * out. But letting in tells a guesser what he asked, so these tries are counted too, out of a reserve of 270: there
 * only who has no wrong try in this minute gets one (of IPv6 the whole /48 gets one, which is what a host may have to
 * itself), and any code that doesn't let in, never made or expired, is answered as if it had not been looked up.
 *
 * So a guesser with m networks asks at most min(300, 30 + m) codes a minute, and to keep others out he needs 270 networks.
 * In the 15 minutes a code holds (at most 16 windows) it is guessed from one address with 80 tries, a probability of
 * 0.8 in a million; by all addresses of the world together with 4,800 tries, 48 in a million. Who keeps at it day and
 * night from 270 networks while n stores have a code at every moment has n × 432,000 / 10^8, that is n × 0.43 %, a day.
 * What is won is a terminal that stands in the portal's list with the name of who made the code, and is out by one press.
 */
export interface TryLimit {
  /** Counts a try before its answer is known. Refused: the code must not be looked up. */
  take(address: string, nowMs: number): Result<Try>;
}

export interface Try {
  /** Gives back a try that was no guess, and makes of the code's answer the one that may be told. */
  settle<T>(answer: Result<T>): Result<T>;
}

const WINDOW_MS = 60_000;
const PER_ADDRESS_MAX = 5;
const TOLD_MAX = 30;
const RESERVE_MAX = 270;

interface Taken {
  /** The /64 of IPv6. */
  address: string;
  /** The /48 of IPv6. */
  network: string;
}

export function makeTryLimit(): TryLimit {
  const window = makeTryWindow<Taken>(WINDOW_MS);
  return {
    take(from, nowMs) {
      const { tries, tooMany, keep } = window.at(nowMs);
      const taken = { address: networkOf(from), network: networkOf(from, 48) };
      const isTold = tries.length < TOLD_MAX;
      if (isTold ? hasSpentOwn(tries, taken) : isReserveShut(tries, taken)) return tooMany;
      const giveBack = keep(taken);
      return done({
        settle: (answer) => {
          if (!answer.ok) return isTold ? answer : tooMany;
          giveBack();
          return answer;
        },
      });
    },
  };
}

function hasSpentOwn(tries: readonly Taken[], { address }: Taken): boolean {
  return tries.filter((each) => each.address === address).length >= PER_ADDRESS_MAX;
}

function isReserveShut(tries: readonly Taken[], { network }: Taken): boolean {
  return tries.length >= TOLD_MAX + RESERVE_MAX || tries.some((each) => each.network === network);
}
