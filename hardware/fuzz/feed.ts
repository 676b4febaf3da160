/** Feeds actions to a subject and watches: nothing may be thrown, and nothing may take long. */
import type { Action, Fed } from './subject.ts';

/** Far more than any push needs (pieces have at most 64 KB), far less than a person would call a hang. */
const PUSH_LIMIT_MS = 2000;

export type FeedOutcome = { readonly ok: true } | { readonly ok: false; readonly trouble: string };

export interface Feeder {
  feed(actions: readonly Action[]): Promise<FeedOutcome>;
  readonly totals: () => { readonly messages: number; readonly slowestMs: number };
}

export function createFeeder(fed: Fed): Feeder {
  let nowMs = 0;
  let messages = 0;
  let slowestMs = 0;

  function take(action: Action): number | Promise<number> {
    if (action.do === 'quiet') nowMs += action.ms;
    const moment = { nowMs, whim: action.whim };
    return action.do === 'push' ? fed.push(action.bytes, moment) : (fed.quiet?.(moment) ?? 0);
  }

  return {
    feed: async (actions) => {
      for (const action of actions) {
        const beganAtMs = performance.now();
        try {
          const done = take(action);
          // Most subjects answer at once, and needless waits would be all that is measured.
          messages += typeof done === 'number' ? done : await done;
        } catch (error) {
          return { ok: false, trouble: error instanceof Error ? (error.stack ?? error.message) : String(error) };
        }
        const tookMs = performance.now() - beganAtMs;
        slowestMs = Math.max(slowestMs, tookMs);
        if (tookMs > PUSH_LIMIT_MS) return { ok: false, trouble: `one push took ${Math.round(tookMs)} ms` };
      }
      return { ok: true };
    },
    totals: () => ({ messages, slowestMs }),
  };
}
