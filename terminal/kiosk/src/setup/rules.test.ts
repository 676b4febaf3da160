import { expect, test } from 'vitest';
import { inGroups, stepAfter, stepBefore, tapCorner } from './rules.ts';

function tapsAt(times: readonly number[]): boolean[] {
  let taps: readonly number[] = [];
  return times.map((at) => {
    const next = tapCorner(taps, at);
    taps = next.taps;
    return next.knocked;
  });
}

test('the corner opens at the fifth quick tap and then begins anew', () => {
  expect(tapsAt([0, 100, 200, 300, 400, 500])).toEqual([false, false, false, false, true, false]);
});

test('taps of a child over a minute open nothing', () => {
  expect(tapsAt([0, 2000, 4000, 6000, 8000, 10_000])).not.toContain(true);
});

test('steps have neighbours, the ends have one', () => {
  expect([stepBefore('devices'), stepAfter('devices'), stepBefore('done'), stepAfter('done')]).toEqual([
    null,
    'reader',
    'enrol',
    null,
  ]);
});

test('an enrolment code is shown in two groups, also while it is typed', () => {
  expect(['', '123', '1234', '12345', '12345678'].map(inGroups)).toEqual(['', '123', '1234', '1234 5', '1234 5678']);
});
