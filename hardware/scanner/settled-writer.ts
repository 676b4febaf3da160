/** Some boards reset when their port is opened and hear nothing meanwhile (protocols 5.2): what is written then waits. */
import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';

export interface SettledWriter<W> {
  write(what: W): void;
  /** Nothing is written after this. */
  end(): void;
}

export function createSettledWriter<W>(options: {
  readonly settleMs: number;
  readonly clock: Clock;
  readonly write: (what: W) => void;
}): SettledWriter<W> {
  let held: W[] | null = null;
  let isEnded = false;
  let cancel = noTimer;

  function release(): void {
    const waiting = held ?? [];
    held = null;
    waiting.forEach(options.write);
  }

  if (options.settleMs > 0) {
    held = [];
    cancel = options.clock.after(options.settleMs, release);
  }
  return {
    write: (what) => {
      if (isEnded) return;
      if (held === null) options.write(what);
      else held.push(what);
    },
    end: () => {
      isEnded = true;
      cancel();
    },
  };
}
