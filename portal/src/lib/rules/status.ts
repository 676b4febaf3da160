import type { LoanStatus, OverdueBucket, RiskCategory } from '#shared/lending/servicing/standing.ts';
import type { ApplicationStatus, Outcome } from '#shared/wire/decision.ts';
import type { OrderStatus, OrderSummary } from '#shared/wire/portal.ts';
import type { InstalmentState } from './loan-sums.ts';

/** One colour a state, everywhere: good, waiting, refused, or saved and not decided. */
export type Tone = 'jade' | 'amber' | 'rose' | 'grey';

export const ORDER_TONE: Record<OrderStatus, Tone> = {
  open: 'grey',
  applying: 'amber',
  approved: 'jade',
  contracted: 'jade',
  delivered: 'jade',
  settled: 'jade',
  'partially-refunded': 'amber',
  refunded: 'grey',
  cancelled: 'grey',
};

export const APPLICATION_TONE: Record<ApplicationStatus, Tone> = {
  received: 'grey',
  screening: 'amber',
  approved: 'jade',
  declined: 'rose',
  referred: 'amber',
  'more-needed': 'amber',
  offered: 'jade',
  accepted: 'jade',
  contracted: 'jade',
  cancelled: 'grey',
  expired: 'grey',
};

export const OUTCOME_TONE: Record<Outcome, Tone> = {
  approved: 'jade',
  declined: 'rose',
  referred: 'amber',
  'more-needed': 'amber',
};

export const LOAN_TONE: Record<LoanStatus, Tone> = {
  booked: 'grey',
  disbursed: 'jade',
  current: 'jade',
  overdue: 'rose',
  settled: 'grey',
  'written-off': 'rose',
  refunded: 'grey',
};

export const INSTALMENT_TONE: Record<InstalmentState, Tone> = {
  paid: 'jade',
  overdue: 'rose',
  due: 'amber',
  future: 'grey',
  released: 'grey',
};

/** Up to sixty days it is being asked for; after that it is in trouble. */
export const BUCKET_TONE: Record<OverdueBucket, Tone> = {
  M0: 'jade',
  M1: 'amber',
  M2: 'amber',
  M3: 'rose',
  M4: 'rose',
  M5: 'rose',
  M6: 'rose',
  'M6+': 'rose',
};

export const CATEGORY_TONE: Record<RiskCategory, Tone> = {
  normal: 'jade',
  'special-mention': 'amber',
  substandard: 'rose',
  doubtful: 'rose',
  loss: 'rose',
};

export type ShownState = { of: 'order'; status: OrderStatus } | { of: 'application'; status: ApplicationStatus };

/** States of an application that say more than that the order is being worked on. */
const TELLING: readonly ApplicationStatus[] = [
  'declined',
  'referred',
  'more-needed',
  'screening',
  'received',
  'expired',
];

/** The one state a row shows: while the shopper applies, what the application is at; else where the order stands. */
export function shownState(order: Pick<OrderSummary, 'status' | 'applicationStatus'>): ShownState {
  const { status, applicationStatus } = order;
  const undecided = status === 'open' || status === 'applying';
  if (undecided && applicationStatus !== null && TELLING.includes(applicationStatus)) {
    return { of: 'application', status: applicationStatus };
  }
  return { of: 'order', status };
}

export type NextStep =
  | 'scan'
  | 'expired'
  | 'watch'
  | 'person'
  | 'declined'
  | 'more'
  | 'sign'
  | 'deliver'
  | 'payable'
  | 'delivered'
  | 'settled'
  | 'refunded'
  | 'cancelled';

export interface NextStepFacts extends Pick<OrderSummary, 'status' | 'applicationStatus'> {
  codeExpired: boolean;
  hasSettlement: boolean;
}

/** What the clerk does next with an order. */
export function nextStep(order: NextStepFacts): NextStep {
  const shown = shownState(order);
  if (shown.of === 'application') {
    if (shown.status === 'declined') return 'declined';
    if (shown.status === 'referred') return 'person';
    if (shown.status === 'more-needed') return 'more';
  }
  switch (order.status) {
    case 'open':
      return order.codeExpired ? 'expired' : 'scan';
    case 'applying':
      return 'watch';
    case 'approved':
      return 'sign';
    case 'contracted':
      return 'deliver';
    case 'delivered':
      return order.hasSettlement ? 'payable' : 'delivered';
    case 'settled':
      return 'settled';
    case 'partially-refunded':
    case 'refunded':
      return 'refunded';
    case 'cancelled':
      return 'cancelled';
  }
}

/** An order can be cancelled until the contract is signed. */
export function canCancel(status: OrderStatus): boolean {
  return status === 'open' || status === 'applying' || status === 'approved';
}
