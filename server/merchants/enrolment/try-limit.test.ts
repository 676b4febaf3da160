import { expect, test } from 'vitest';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import { makeTryLimit, type TryLimit } from './try-limit.ts';

const WRONG = refuse('enrolment-code-wrong');
const MINUTE = 60_000;
const home = '192.0.2.1';

/** What a terminal at the address is told when the code's own answer is `answer`; `unread` where nobody looks at it. */
function told(limit: TryLimit, address: string, nowMs = MINUTE, answer: Result<string> = WRONG): string {
  const tried = limit.take(address, nowMs);
  if (!tried.ok) return 'unread';
  const settled = tried.value.settle(answer);
  return settled.ok ? settled.value : settled.refusal.code;
}
const right = (limit: TryLimit, address: string, nowMs = MINUTE) => told(limit, address, nowMs, done('in'));
const ask = (count: number, of: (index: number) => string) => {
  const answers = Array.from({ length: count }, (_, index) => of(index));
  const counted = (answer: string) => answers.filter((each) => each === answer).length;
  return { told: counted('enrolment-code-wrong'), hidden: counted('too-many-tries'), unread: counted('unread') };
};
const many = (index: number) => `10.0.${index >> 8}.${index & 0xff}`;

/** The budget of all is gone, used up by six addresses. */
function spent(): TryLimit {
  const limit = makeTryLimit();
  expect(ask(30, (index) => told(limit, many(index % 6)))).toEqual({ told: 30, hidden: 0, unread: 0 });
  return limit;
}

test('one address gets five tries a minute, and the next minute five more', () => {
  const limit = makeTryLimit();
  expect(ask(20, () => told(limit, home))).toEqual({ told: 5, hidden: 0, unread: 15 });
  expect(right(limit, home)).toBe('unread');
  expect(told(limit, '192.0.2.2')).toBe('enrolment-code-wrong');
  expect(limit.take(home, 119_500)).toMatchObject({
    refusal: { code: 'too-many-tries', details: { retryAfterSeconds: 1 } },
  });
  expect(ask(20, () => told(limit, home, 2 * MINUTE))).toEqual({ told: 5, hidden: 0, unread: 15 });
});

test('all addresses of a /64 are one, and an IPv4 address is one in both writings', () => {
  const limit = makeTryLimit();
  expect(ask(20, (index) => told(limit, `2001:db8:0:1::${index}`)).told).toBe(5);
  expect(told(limit, '2001:db8:0:2::1')).toBe('enrolment-code-wrong');
  expect(ask(20, (index) => told(limit, index % 2 ? home : `::ffff:${home}`)).told).toBe(5);
});

test('when the thirty of all are gone, a right code still lets in, as often as there is one', () => {
  const limit = spent();
  expect(Array.from({ length: 400 }, () => right(limit, home))).toEqual(Array<string>(400).fill('in'));
});

test('then one wrong try is looked up in a minute, and its answer is that of one that was not', () => {
  const limit = spent();
  const unread = limit.take(many(0), MINUTE);
  const tried = limit.take(home, MINUTE);
  expect(unread.ok).toBe(false);
  expect(tried.ok && tried.value.settle(WRONG)).toEqual(unread);
  expect(right(limit, home)).toBe('unread');
  expect(told(limit, '192.0.2.2', MINUTE, refuse('enrolment-code-expired'))).toBe('too-many-tries');
  expect(right(limit, home, 2 * MINUTE)).toBe('in');
});

test('then who was wrong before is not looked at, right or wrong', () => {
  expect(right(spent(), many(5))).toBe('unread');
});

test('then a whole /48 is one', () => {
  const limit = spent();
  expect(ask(1_000, (index) => told(limit, `2001:db8:0:${index.toString(16)}::1`))).toEqual({
    told: 0,
    hidden: 1,
    unread: 999,
  });
});

test('no number of addresses asks more than three hundred codes a minute', () => {
  const limit = makeTryLimit();
  expect(ask(1_000, (index) => told(limit, many(index)))).toEqual({ told: 30, hidden: 270, unread: 700 });
  expect(right(limit, home)).toBe('unread');
});

test('tries whose answers are still out are counted', () => {
  const limit = makeTryLimit();
  expect(Array.from({ length: 20 }, () => limit.take(home, MINUTE)).filter(({ ok }) => ok)).toHaveLength(5);
});

test('a try that was no guess is given back, and to no minute but its own', () => {
  const limit = makeTryLimit();
  expect(Array.from({ length: 20 }, () => right(limit, home))).toEqual(Array<string>(20).fill('in'));
  const late = limit.take(home, MINUTE);
  expect(ask(10, () => told(limit, home, 2 * MINUTE)).told).toBe(5);
  expect(late.ok && late.value.settle(done('in'))).toEqual(done('in'));
  expect(told(limit, home, 2 * MINUTE)).toBe('unread');
});
