/**
 * Counts failed sign-ins per name and address, and per address alone, so that neither one password list nor one
 * password tried on many names gets far. In memory: a restart forgives, and each node counts for itself.
 */
export interface LoginLimit {
  isLocked(attempt: Attempt, nowMs: number): boolean;
  /** Called before the answer is known, so that many attempts at once don't slip through together. */
  recordFailure(attempt: Attempt, nowMs: number): void;
  /** A success clears the name's count, and takes its own attempt from that of the address. */
  recordSuccess(attempt: Attempt): void;
}

export interface Attempt {
  username: string;
  address: string;
}

const WINDOW_MS = 5 * 60_000;
const PER_NAME_MAX = 8;
const PER_ADDRESS_MAX = 60;
const COUNTERS_MAX = 10_000;

interface Counter {
  failures: number;
  since: number;
}

export function makeLoginLimit(): LoginLimit {
  const counters = new Map<string, Counter>();
  const count = (key: string, nowMs: number): number => {
    const counter = counters.get(key);
    return counter && nowMs - counter.since < WINDOW_MS ? counter.failures : 0;
  };
  const add = (key: string, nowMs: number): void => {
    const failures = count(key, nowMs) + 1;
    const since = failures === 1 ? nowMs : (counters.get(key)?.since ?? nowMs);
    counters.delete(key);
    counters.set(key, { failures, since });
    // The one that failed longest ago goes first; whoever floods us with names forgets only his own.
    const [oldest] = counters.size > COUNTERS_MAX ? counters.keys() : [];
    if (oldest !== undefined) counters.delete(oldest);
  };
  return {
    isLocked: (attempt, nowMs) =>
      count(nameKey(attempt), nowMs) >= PER_NAME_MAX || count(attempt.address, nowMs) >= PER_ADDRESS_MAX,
    recordFailure: (attempt, nowMs) => {
      add(nameKey(attempt), nowMs);
      add(attempt.address, nowMs);
    },
    recordSuccess: (attempt) => {
      counters.delete(nameKey(attempt));
      const counter = counters.get(attempt.address);
      if (counter) counter.failures -= 1;
    },
  };
}

function nameKey({ username, address }: Attempt): string {
  return `${address} ${username.toLowerCase()}`;
}
