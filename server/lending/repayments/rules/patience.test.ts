import { expect, test } from 'vitest';
import type { PaymentAnswer } from '#server/platform/payments.ts';
import { mustClose } from './patience.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const answers: Record<PaymentAnswer['state'], PaymentAnswer> = {
  paid: { state: 'paid', paidAt: 1, serviceReference: 'r' },
  refused: { state: 'refused', reason: 'unknown' },
  pending: { state: 'pending' },
  unknown: { state: 'unknown' },
};

test.each([
  ['unknown', 2 * MINUTE - 1, false],
  ['unknown', 2 * MINUTE, true],
  ['pending', DAY - 1, false],
  ['pending', DAY, true],
  ['paid', 2 * DAY, false],
  ['refused', 2 * DAY, false],
] as const)('%s after %i ms: closed %s', (state, ageMs, closes) => {
  expect(mustClose(answers[state], ageMs)).toBe(closes);
});
