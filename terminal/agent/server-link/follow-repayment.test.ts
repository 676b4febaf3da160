import { expect, test } from 'vitest';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { RepaymentState } from '#shared/wire/repayments.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { createManualClock, settle } from '../testing/manual-clock.ts';
import { repaymentState } from '../testing/repayments.ts';
import { followRepayment } from './follow-repayment.ts';

const { repaymentId } = repaymentState();

function follow() {
  const clock = createManualClock();
  const server = new FakeServer(clock.now);
  const ends: Result<RepaymentState>[] = [];
  const following = followRepayment({ server, clock, random: () => 0, repaymentId, onEnd: (end) => ends.push(end) });
  const wait = async (ms: number): Promise<number> => {
    for (let passed = 0; passed < ms; passed += 500) {
      clock.turn(500);
      await settle();
    }
    return server.calls.length;
  };
  let state: Result<RepaymentState> = done(repaymentState({ state: 'pending' }));
  server.repayments.state = () => state;
  const answers = (answer: Result<RepaymentState>): void => {
    state = answer;
  };
  return { server, following, ends, wait, answers };
}

test('an open payment is asked for after 0.5, 1, 2 and then every 5 seconds', async () => {
  const { wait, ends } = follow();
  expect(await wait(500)).toBe(1);
  expect(await wait(1_000)).toBe(2);
  expect(await wait(2_000)).toBe(3);
  expect(await wait(5_000)).toBe(4);
  expect(await wait(10_000)).toBe(6);
  expect(ends).toEqual([]);
});

test.each([done(repaymentState()), done(repaymentState({ state: 'refused' })), refuse('repayment-not-found')])(
  '%j is the end of it, told once',
  async (end) => {
    const { wait, ends, answers, server } = follow();
    answers(end);
    await wait(500);
    expect(ends).toEqual([end]);
    await wait(60_000);
    expect(server.calls).toHaveLength(1);
  },
);

test('no line, and any other refusal, say nothing about the payment: it is asked for less and less often', async () => {
  const { wait, ends, answers } = follow();
  answers(refuse('server-fault'));
  expect(await wait(60_000)).toBeLessThan(8);
  answers(refuse('too-many-tries'));
  await wait(60_000);
  expect(ends).toEqual([]);
});

test('a nudge asks at once, and a stop ends it', async () => {
  const { wait, following, answers, ends, server } = follow();
  answers(refuse('offline'));
  await wait(20_000);
  answers(done(repaymentState()));
  const calls = server.calls.length;
  following.nudge();
  await settle();
  expect(server.calls).toHaveLength(calls + 1);
  expect(ends).toHaveLength(1);

  const other = follow();
  other.following.stop();
  await other.wait(10_000);
  expect(other.server.calls).toEqual([]);
});
