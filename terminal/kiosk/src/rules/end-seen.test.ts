import { expect, test } from 'vitest';
import { observeEnd, unseen } from './end-seen.ts';

test('a long text is seen once its end came into view, and stays seen when the reader goes back up', () => {
  const opened = observeEnd(unseen('a'), { of: 'a', inView: false });
  expect(opened.seen).toBe(false);
  const read = observeEnd(opened, { of: 'a', inView: true });
  expect(read.seen).toBe(true);
  expect(observeEnd(read, { of: 'a', inView: false }).seen).toBe(true);
});

test('a short text is seen as it opens', () => {
  expect(observeEnd(unseen('a'), { of: 'a', inView: true }).seen).toBe(true);
});

test('having read one text says nothing about another', () => {
  const read = observeEnd(unseen('a'), { of: 'a', inView: true });
  expect(observeEnd(read, { of: 'b', inView: false })).toEqual({ of: 'b', seen: false });
});
