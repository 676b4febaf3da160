/** One subject, many bytes: fed episode by episode, then its memory is looked at. */
import { createDice } from './dice.ts';
import { makeEpisode } from './episode.ts';
import type { FeedOutcome } from './feed.ts';
import { createFeeder } from './feed.ts';
import { heldBytes } from './held-bytes.ts';
import type { Action, Subject } from './subject.ts';

export interface FuzzOptions {
  readonly bytes: number;
  readonly seed: number;
  /** An episode begins. */
  readonly onEpisode?: (episode: number) => void;
}

export type FuzzOutcome =
  | {
      readonly ok: true;
      readonly bytes: number;
      readonly messages: number;
      /** Of the subject's own time. */
      readonly megabytesPerSecond: number;
      readonly slowestMs: number;
      /** What the subject still holds when it has been fed, over what it held after a tenth. */
      readonly grownBytes: number;
    }
  /** `episode` is null where no single one is to blame. */
  | { readonly ok: false; readonly trouble: string; readonly episode: number | null };

/** A parser that kept a tenth of what it is fed would be over it after ten million bytes. */
const GROWTH_LIMIT_BYTES = 1_000_000;

export async function fuzz(subject: Subject, { bytes, seed, onEpisode }: FuzzOptions): Promise<FuzzOutcome> {
  // Held until the end, so that what it keeps is seen.
  const fed = subject.create();
  const feeder = createFeeder(fed);
  let heldBefore = 0;
  let fedBytes = 0;
  let spentMs = 0;

  /** On its own, so that what it fed is forgotten when memory is looked at. */
  async function live(episode: number): Promise<FeedOutcome> {
    const actions = episodeOf(subject, seed, episode);
    const beganAtMs = performance.now();
    const outcome = await feeder.feed(actions);
    spentMs += performance.now() - beganAtMs;
    fedBytes += actions.reduce((sum, action) => sum + (action.do === 'push' ? action.bytes.length : 0), 0);
    return outcome;
  }

  for (let episode = 0; fedBytes < bytes; episode += 1) {
    onEpisode?.(episode);
    const outcome = await live(episode);
    if (!outcome.ok) return { ...outcome, episode };
    // The first tenth fills buffers, caches of patterns and compiled code.
    if (heldBefore === 0 && fedBytes >= bytes / 10) heldBefore = await heldBytes();
  }
  const grownBytes = (await heldBytes()) - heldBefore;
  if (grownBytes > GROWTH_LIMIT_BYTES) {
    return { ok: false, trouble: `holds ${grownBytes} bytes more than after a tenth`, episode: null };
  }
  const megabytesPerSecond = fedBytes / 1000 / spentMs;
  return { ok: true, bytes: fedBytes, megabytesPerSecond, grownBytes, ...feeder.totals() };
}

/** The same for the same seed, whatever came before. */
export function episodeOf(subject: Subject, seed: number, episode: number): Action[] {
  return makeEpisode(subject, createDice(seed, episode));
}
