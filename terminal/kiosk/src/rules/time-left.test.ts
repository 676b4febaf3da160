import { expect, test } from 'vitest';
import { idleWarning, isSlow, isTouchNews, minutesLeft, secondsLeft } from './time-left.ts';

test('time left is rounded up and never negative', () => {
  expect(secondsLeft(10_000, 0)).toBe(10);
  expect(secondsLeft(10_000, 9_001)).toBe(1);
  expect(secondsLeft(10_000, 10_000)).toBe(0);
  expect(secondsLeft(10_000, 99_000)).toBe(0);
  expect(minutesLeft(300_000, 0)).toBe(5);
  expect(minutesLeft(300_000, 240_001)).toBe(1);
});

test('the idle warning counts down from its moment to the wipe', () => {
  const idle = { warnAt: 60_000, resetAt: 90_000 };
  expect(idleWarning(idle, 59_999)).toBeNull();
  expect(idleWarning(idle, 60_000)).toBe(30);
  expect(idleWarning(idle, 89_500)).toBe(1);
  expect(idleWarning(null, 999_999)).toBeNull();
});

test('waiting is long after ten seconds', () => {
  expect(isSlow(1_000, 10_999)).toBe(false);
  expect(isSlow(1_000, 11_000)).toBe(true);
});

test('touches are told at most every five seconds, and only while something runs out', () => {
  const idle = { warnAt: 60_000, resetAt: 90_000 };
  expect(isTouchNews(idle, 0, 4_999)).toBe(false);
  expect(isTouchNews(idle, 0, 5_000)).toBe(true);
  expect(isTouchNews(null, 0, 50_000)).toBe(false);
});
