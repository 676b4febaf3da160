import { expect, test } from 'vitest';
import { makeLoginLimit } from './login-limit.ts';

const clerk = { username: 'clerk', address: '10.0.0.1' };

function failed(times: number, attempt = clerk, at = 0) {
  const limit = makeLoginLimit();
  for (let n = 0; n < times; n += 1) limit.recordFailure(attempt, at);
  return limit;
}

test('eight wrong passwords lock a name at an address, in any spelling, for five minutes', () => {
  expect(failed(7).isLocked(clerk, 1)).toBe(false);
  const limit = failed(8);
  expect(limit.isLocked({ ...clerk, username: 'Clerk' }, 1)).toBe(true);
  expect(limit.isLocked({ ...clerk, username: 'owner' }, 1)).toBe(false);
  expect(limit.isLocked({ ...clerk, address: '10.0.0.2' }, 1)).toBe(false);
  expect(limit.isLocked(clerk, 5 * 60_000)).toBe(false);
});

test('a right password clears the count', () => {
  const limit = failed(7);
  limit.recordSuccess(clerk);
  limit.recordFailure(clerk, 1);
  expect(limit.isLocked(clerk, 2)).toBe(false);
});

test('any number of people may sign in rightly from one address', () => {
  const limit = makeLoginLimit();
  for (let n = 0; n < 200; n += 1) {
    const attempt = { username: `name-${n}`, address: clerk.address };
    limit.recordFailure(attempt, 0);
    limit.recordSuccess(attempt);
  }
  expect(limit.isLocked(clerk, 1)).toBe(false);
});

test('an address that tries many names is locked for all', () => {
  const limit = makeLoginLimit();
  for (let n = 0; n < 60; n += 1) limit.recordFailure({ username: `name-${n}`, address: clerk.address }, 0);
  expect(limit.isLocked(clerk, 1)).toBe(true);
});
