import { expect, test } from 'vitest';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import { makeFindLimit, type FindLimit } from './find-limit.ts';

const HOUR = 3_600_000;
const WRONG = refuse('repayment-not-found');

/** What is told to a terminal whose try has this answer; `unread` where nothing is looked up. */
function told(
  limit: FindLimit,
  terminalId: string,
  loan: string,
  answer: Result<string> = WRONG,
  nowMs = HOUR,
): string {
  const tried = limit.take({ terminalId, loan }, nowMs);
  if (!tried.ok) return 'unread';
  const settled = tried.value.settle(answer);
  return settled.ok ? settled.value : settled.refusal.code;
}
const count = (tries: number, of: (index: number) => string, what: string): number =>
  Array.from({ length: tries }, (_, index) => of(index)).filter((each) => each === what).length;

test('a loan’s phone is guessed five times an hour, from whatever terminals', () => {
  const limit = makeFindLimit();
  expect(count(12, (n) => told(limit, `t${n}`, 'A7-0193'), 'unread')).toBe(7);
  expect(told(limit, 't99', 'A7-0193', done('found'))).toBe('unread');
  expect(told(limit, 't99', 'A7-0194', done('found'))).toBe('found');
  expect(limit.take({ terminalId: 't1', loan: 'A7-0193' }, 2 * HOUR - 500)).toMatchObject({
    refusal: { code: 'too-many-tries', details: { retryAfterSeconds: 1 } },
  });
  expect(told(limit, 't1', 'A7-0193', done('found'), 2 * HOUR)).toBe('found');
});

test('a terminal guesses twenty times an hour, about whatever loans', () => {
  const limit = makeFindLimit();
  expect(count(30, (n) => told(limit, 't', `A7-${n}`), 'unread')).toBe(10);
  expect(told(limit, 'other', 'A7-1')).toBe('repayment-not-found');
});

test('only a wrong pair is counted', () => {
  const limit = makeFindLimit();
  const rest: Result<string>[] = [done('found'), refuse('repayment-nothing-due'), refuse('repayment-amount-changed')];
  for (const answer of rest) expect(count(30, () => told(limit, 't', 'A7-1', answer), 'unread')).toBe(0);
});
