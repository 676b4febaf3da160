import { describe, expect, test } from 'vitest';
import { APPLICATION_STATUSES } from '#shared/wire/decision.ts';
import { APPLICATION_EVENTS, isFinal, LIVE_STATUSES, nextStatus, referenceOf, walk, wasTakenOffline } from './model.ts';

test('every pair of status and event has an answer: a status, or a refusal that names the pair', () => {
  for (const status of APPLICATION_STATUSES) {
    for (const event of APPLICATION_EVENTS) {
      const next = nextStatus(status, event);
      if (next.ok) expect(APPLICATION_STATUSES).toContain(next.value);
      else expect(next.refusal).toEqual({ code: 'not-allowed-here', details: { status, event } });
    }
  }
});

test('the final statuses have no way out, and all others can be withdrawn', () => {
  expect(APPLICATION_STATUSES.filter(isFinal)).toEqual(['declined', 'contracted', 'cancelled', 'expired']);
  for (const status of LIVE_STATUSES) expect(nextStatus(status, 'withdraw')).toEqual({ ok: true, value: 'cancelled' });
});

test('every status can be reached', () => {
  const reached = new Set(['received']);
  for (let size = 0; size !== reached.size;) {
    size = reached.size;
    for (const status of APPLICATION_STATUSES.filter((one) => reached.has(one))) {
      for (const event of APPLICATION_EVENTS) {
        const next = nextStatus(status, event);
        if (next.ok) reached.add(next.value);
      }
    }
  }
  expect([...reached].sort()).toEqual([...APPLICATION_STATUSES].sort());
});

describe('a walk', () => {
  test('goes all its steps', () => {
    const steps = walk('received', ['screen', 'approve', 'offer']);
    expect(steps.ok && steps.value.map(({ to }) => to)).toEqual(['screening', 'approved', 'offered']);
  });

  test('stops before the first step when one of them is not allowed', () => {
    expect(walk('received', ['screen', 'sign']).ok).toBe(false);
  });
});

test('a reference has the label and at least four digits', () => {
  expect(referenceOf('A7', 193)).toBe('A7-0193');
  expect(referenceOf('A7', 12_345)).toBe('A7-12345');
});

test.each([
  [false, 100, false],
  [false, 3_001, true],
  [true, 0, true],
])('phone unverified %s, %i ms on the way: taken offline %s', (phoneUnverified, delay, offline) => {
  expect(wasTakenOffline({ phoneUnverified, sealedAt: 1_000, receivedAt: 1_000 + delay })).toBe(offline);
});
