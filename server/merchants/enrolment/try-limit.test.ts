import { expect, test } from 'vitest';
import { makeTryLimit, type TryLimit } from './try-limit.ts';

const taken = (limit: TryLimit, address: string, nowMs: number): boolean => limit.take(address, nowMs).ok;
const times = (count: number, of: (index: number) => boolean): number =>
  Array.from({ length: count }, (_, index) => of(index)).filter(Boolean).length;

test('one address gets five tries a minute, and the next minute five more', () => {
  const limit = makeTryLimit();
  expect(times(20, () => taken(limit, 'a', 60_000))).toBe(5);
  expect(taken(limit, 'b', 60_000)).toBe(true);
  expect(limit.take('a', 119_500)).toMatchObject({
    refusal: { code: 'too-many-tries', details: { retryAfterSeconds: 1 } },
  });
  expect(times(20, () => taken(limit, 'a', 120_000))).toBe(5);
});

test('all addresses together get thirty', () => {
  const limit = makeTryLimit();
  expect(times(1_000, (index) => taken(limit, `address-${index}`, 60_000))).toBe(30);
});

test('a try that was no guess is given back, also when its minute is over', () => {
  const limit = makeTryLimit();
  expect(
    times(20, () => {
      const tried = limit.take('a', 60_000);
      if (tried.ok) tried.value();
      return tried.ok;
    }),
  ).toBe(20);
  const late = limit.take('a', 60_000);
  expect(times(10, () => taken(limit, 'a', 120_000))).toBe(5);
  if (late.ok) late.value();
  expect(taken(limit, 'a', 120_000)).toBe(false);
});
