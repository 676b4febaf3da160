/** A scanner left in sensing mode repeats what lies before it (protocols 2.2); the window slides with every repeat. */
const REPEAT_MS = 1500;

export interface RepeatFilter {
  isRepeat(text: string, nowMs: number): boolean;
}

export function createRepeatFilter(): RepeatFilter {
  let last: { text: string; seenAtMs: number } | null = null;
  return {
    isRepeat: (text, nowMs) => {
      const isRepeat = last?.text === text && nowMs - last.seenAtMs < REPEAT_MS;
      last = { text, seenAtMs: nowMs };
      return isRepeat;
    },
  };
}
