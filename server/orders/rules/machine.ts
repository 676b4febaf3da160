import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { OrderStatus } from '#shared/wire/portal.ts';

/**
 * The life of an order, as a total table: every pair has a row, and a pair that may not happen is a refusal.
 *
 *   open ⇄ applying → approved → contracted → delivered → settled
 *   `cancelled` from any state before `contracted`, `partially-refunded` and `refunded` from any after it
 *
 * An order is `applying` while a session at a kiosk has it in hand or an application waits for its answer.
 */
export const ORDER_EVENTS = [
  /** A shopper's session took it up at a kiosk. */
  'take-up',
  /** That session ended without an application. */
  'leave',
  /** An application for it arrived. */
  'attach',
  'approve',
  /** Referred to a person, or more is needed. */
  'wait',
  'decline',
  'withdraw',
  'contract',
  'deliver',
  'settle',
  /** A part of the goods came back. */
  'refund-part',
  'refund-all',
  /** The return was booked by mistake and was taken back. */
  'refund-none',
  'cancel',
] as const;
export type OrderEvent = (typeof ORDER_EVENTS)[number];

type Row = Readonly<Record<OrderEvent, OrderStatus | null>>;

const NOTHING: Row = {
  'take-up': null,
  leave: null,
  attach: null,
  approve: null,
  wait: null,
  decline: null,
  withdraw: null,
  contract: null,
  deliver: null,
  settle: null,
  'refund-part': null,
  'refund-all': null,
  'refund-none': null,
  cancel: null,
};

const REFUNDS = { 'refund-part': 'partially-refunded', 'refund-all': 'refunded' } as const;

const TABLE: Readonly<Record<OrderStatus, Row>> = {
  open: { ...NOTHING, 'take-up': 'applying', leave: 'open', attach: 'applying', cancel: 'cancelled' },
  applying: {
    ...NOTHING,
    'take-up': 'applying',
    leave: 'open',
    attach: 'applying',
    approve: 'approved',
    wait: 'applying',
    decline: 'open',
    withdraw: 'open',
    cancel: 'cancelled',
  },
  // The answer can change once more before the contract, for instance when the phone has been verified since.
  approved: {
    ...NOTHING,
    leave: 'approved',
    approve: 'approved',
    wait: 'applying',
    decline: 'open',
    withdraw: 'open',
    contract: 'contracted',
    cancel: 'cancelled',
  },
  contracted: { ...NOTHING, deliver: 'delivered', 'refund-all': 'refunded' },
  delivered: { ...NOTHING, ...REFUNDS, settle: 'settled' },
  settled: { ...NOTHING, ...REFUNDS },
  'partially-refunded': { ...NOTHING, ...REFUNDS, 'refund-none': 'settled' },
  refunded: { ...NOTHING, 'refund-part': 'partially-refunded', 'refund-none': 'settled' },
  cancelled: NOTHING,
};

export function nextStatus(status: OrderStatus, event: OrderEvent): Result<OrderStatus> {
  const next = TABLE[status][event];
  return next === null ? refuse('order-not-open', { status }) : done(next);
}
