/**
 * Whether a text was seen to its end. An observer reports the mark after its last line; once that mark was in view the
 * text counts as seen, also when the reader scrolls up again. A text short enough to fit is seen as it opens.
 */
export interface EndSeen {
  /** The text this is about, by its hash: another text must be read anew. */
  of: string;
  seen: boolean;
}

export function unseen(of: string): EndSeen {
  return { of, seen: false };
}

export function observeEnd(state: EndSeen, observed: { of: string; inView: boolean }): EndSeen {
  const current = observed.of === state.of ? state : unseen(observed.of);
  return observed.inView && !current.seen ? { ...current, seen: true } : current;
}
