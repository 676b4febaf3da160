import { describe, expect, test } from 'vitest';
import { ORDER_STATUSES, type OrderStatus } from '#shared/wire/portal.ts';
import { nextStatus, ORDER_EVENTS, type OrderEvent } from './machine.ts';

// Every step that is allowed; all other pairs must be refused.
const ALLOWED: readonly [OrderStatus, OrderEvent, OrderStatus][] = [
  ['open', 'take-up', 'applying'],
  ['open', 'leave', 'open'],
  ['open', 'attach', 'applying'],
  ['open', 'cancel', 'cancelled'],
  ['applying', 'take-up', 'applying'],
  ['applying', 'leave', 'open'],
  ['applying', 'attach', 'applying'],
  ['applying', 'approve', 'approved'],
  ['applying', 'wait', 'applying'],
  ['applying', 'decline', 'open'],
  ['applying', 'withdraw', 'open'],
  ['applying', 'cancel', 'cancelled'],
  ['approved', 'leave', 'approved'],
  ['approved', 'approve', 'approved'],
  ['approved', 'wait', 'applying'],
  ['approved', 'decline', 'open'],
  ['approved', 'withdraw', 'open'],
  ['approved', 'contract', 'contracted'],
  ['approved', 'cancel', 'cancelled'],
  ['contracted', 'deliver', 'delivered'],
  ['delivered', 'settle', 'settled'],
  ['contracted', 'refund-all', 'refunded'],
  ['refunded', 'refund-part', 'partially-refunded'],
  ['refunded', 'refund-none', 'settled'],
  ['partially-refunded', 'refund-none', 'settled'],
  ['delivered', 'refund-part', 'partially-refunded'],
  ['delivered', 'refund-all', 'refunded'],
  ['settled', 'refund-part', 'partially-refunded'],
  ['settled', 'refund-all', 'refunded'],
  ['partially-refunded', 'refund-part', 'partially-refunded'],
  ['partially-refunded', 'refund-all', 'refunded'],
];

describe('the life of an order', () => {
  test.each(ALLOWED)('%s, %s: %s', (from, event, to) => {
    expect(nextStatus(from, event)).toEqual({ ok: true, value: to });
  });

  const allowed = new Set(ALLOWED.map(([from, event]) => `${from} ${event}`));
  const refused = ORDER_STATUSES.flatMap((from) => ORDER_EVENTS.map((event) => [from, event] as const)).filter(
    ([from, event]) => !allowed.has(`${from} ${event}`),
  );
  test.each(refused)('%s, %s: refused', (from, event) => {
    expect(nextStatus(from, event)).toEqual({
      ok: false,
      refusal: { code: 'order-not-open', details: { status: from } },
    });
  });
});
