import { expect, test } from 'vitest';
import { FakeServer } from '../testing/fake-server.ts';
import { createManualClock, settle } from '../testing/manual-clock.ts';
import { applicationState } from '../testing/samples.ts';
import { followApplication } from './follow.ts';

const id = '01939d1c-0000-7000-8000-0000000000e1';

function setUp() {
  const clock = createManualClock();
  const server = new FakeServer(clock.now);
  const seen: string[] = [];
  const following = followApplication({
    server,
    clock,
    random: () => 0,
    applicationId: id,
    onState: ({ status }) => seen.push(status),
  });
  return { clock, server, seen, following };
}

test('an application the server does not know yet is asked for until it does', async () => {
  const { clock, server, seen, following } = setUp();
  await settle();
  expect(seen).toEqual([]);
  server.states.set(id, applicationState(id));
  clock.turn(500);
  await settle();
  expect(seen).toEqual(['received']);
  following.stop();
});

test('where the stream breaks, asking goes on, and changes are not missed', async () => {
  const { clock, server, seen, following } = setUp();
  server.states.set(id, applicationState(id));
  following.nudge();
  await settle();
  server.set(id, { status: 'screening' });
  server.goOffline();
  await settle();
  server.states.set(id, applicationState(id, { status: 'referred' }));
  server.isOnline = true;
  clock.turn(500);
  await settle();
  expect(seen).toEqual(['received', 'screening', 'referred']);
  server.set(id, { status: 'offered' });
  expect(seen.at(-1)).toBe('offered');
  following.stop();
});

test('after a final state, and after a stop, nothing is asked or told any more', async () => {
  const { clock, server, seen, following } = setUp();
  server.states.set(id, applicationState(id, { status: 'declined' }));
  following.nudge();
  await settle();
  expect(seen).toEqual(['declined']);
  const calls = server.calls.length;
  clock.turn(60_000);
  await settle();
  server.set(id, { status: 'offered' });
  expect(server.calls).toHaveLength(calls);
  expect(seen).toEqual(['declined']);
  following.stop();
});
