/** Time as the agent sees it: injected, so that tests turn it by hand. */
export interface Clock {
  /** The instant: milliseconds since the epoch, UTC. */
  readonly now: () => number;
  /** Calls `then` once, after at least `delayMs`; the returned function cancels it (any number of times). */
  readonly after: (delayMs: number, then: () => void) => () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, then) => {
    const timer = setTimeout(then, delayMs);
    return () => clearTimeout(timer);
  },
};
