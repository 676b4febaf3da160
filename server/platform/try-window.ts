import { refuse } from '#shared/refusals/refusal.ts';

/**
 * The tries that fall in one window of time; a new window begins empty. Who bounds guessing asks for the window, looks
 * at the tries in it and keeps one more or refuses. In memory: a restart forgives, and each node counts for itself.
 */
export interface TryWindow<T> {
  at(nowMs: number): OpenWindow<T>;
}

export interface OpenWindow<T> {
  readonly tries: readonly T[];
  /** The refusal for who has to wait for the next window. A try refused by it is not kept, so a list has its bound. */
  readonly tooMany: ReturnType<typeof refuse>;
  /** Counts a try; the function gives it back where it was no guess. */
  keep: (one: T) => () => void;
}

export function makeTryWindow<T>(windowMs: number): TryWindow<T> {
  let number = -1;
  let kept: T[] = [];
  return {
    at: (nowMs) => {
      const current = Math.floor(nowMs / windowMs);
      if (current !== number) [number, kept] = [current, []];
      const tries = kept;
      return {
        tries,
        tooMany: refuse('too-many-tries', {
          retryAfterSeconds: Math.ceil(((current + 1) * windowMs - nowMs) / 1_000),
        }),
        keep: (one) => {
          tries.push(one);
          return () => {
            const at = tries.indexOf(one);
            if (at >= 0) tries.splice(at, 1);
          };
        },
      };
    },
  };
}
