import { expect, test } from 'vitest';
import { createRepeatFilter } from './repeats.ts';

test('the same text within 1.5 seconds is a repeat, for as long as it lies there; another text is not', () => {
  const filter = createRepeatFilter();
  const at = (text: string, nowMs: number): boolean => filter.isRepeat(text, nowMs);
  expect([at('A', 0), at('A', 1000), at('A', 2400), at('A', 3900)]).toEqual([false, true, true, false]);
  expect([at('B', 3901), at('A', 3902)]).toEqual([false, false]);
});
