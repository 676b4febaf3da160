/** Time as the drivers see it: injected, monotonic, so that tests can turn it by hand. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  nowMs(): number;
  /** Calls `then` once, after at least `delayMs`; the returned function cancels it (any number of times). */
  after(delayMs: number, then: () => void): () => void;
}

/** The cancel function of a timer that was never set. */
export const noTimer = (): void => undefined;

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  after: (delayMs, then) => {
    const timer = setTimeout(then, delayMs);
    return () => clearTimeout(timer);
  },
};
