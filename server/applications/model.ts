import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import { APPLICATION_STATUSES, type ApplicationStatus, type Outcome } from '#shared/wire/decision.ts';

/**
 * The life of an application. Every pair of status and event has an answer: the next status, or a refusal.
 *
 *   received → screening → approved → offered → accepted → contracted
 *      ↑           ├→ declined         │  └───┬────┘
 *      │           ├→ referred → (approved | declined | expired)
 *      └───────────┴─ more-needed → expired   └→ cancelled | expired
 */
export const APPLICATION_EVENTS = [
  'screen',
  'approve',
  'decline',
  'refer',
  'ask-for-more',
  'complete',
  'offer',
  'accept',
  'sign',
  'withdraw',
  'expire',
] as const;
export type ApplicationEvent = (typeof APPLICATION_EVENTS)[number];

type Row = Partial<Record<ApplicationEvent, ApplicationStatus>>;

const TABLE: Record<ApplicationStatus, Row> = {
  received: { screen: 'screening', withdraw: 'cancelled' },
  screening: {
    approve: 'approved',
    decline: 'declined',
    refer: 'referred',
    'ask-for-more': 'more-needed',
    withdraw: 'cancelled',
  },
  'more-needed': { complete: 'received', withdraw: 'cancelled', expire: 'expired' },
  referred: { approve: 'approved', decline: 'declined', withdraw: 'cancelled', expire: 'expired' },
  approved: { offer: 'offered', withdraw: 'cancelled' },
  offered: { accept: 'accepted', withdraw: 'cancelled', expire: 'expired' },
  // Whoever goes back to the plans accepts again.
  accepted: { accept: 'accepted', sign: 'contracted', withdraw: 'cancelled', expire: 'expired' },
  declined: {},
  contracted: {},
  cancelled: {},
  expired: {},
};

export function nextStatus(status: ApplicationStatus, event: ApplicationEvent): Result<ApplicationStatus> {
  const next = TABLE[status][event];
  return next === undefined ? refuse('not-allowed-here', { status, event }) : done(next);
}

/** All the steps of a row of events, or the first refusal. */
export function walk(
  status: ApplicationStatus,
  events: readonly ApplicationEvent[],
): Result<{ event: ApplicationEvent; from: ApplicationStatus; to: ApplicationStatus }[]> {
  const steps: { event: ApplicationEvent; from: ApplicationStatus; to: ApplicationStatus }[] = [];
  let from = status;
  for (const event of events) {
    const next = nextStatus(from, event);
    if (!next.ok) return next;
    steps.push({ event, from, to: next.value });
    from = next.value;
  }
  return done(steps);
}

/** No event leads out of these. */
export function isFinal(status: ApplicationStatus): boolean {
  return Object.keys(TABLE[status]).length === 0;
}

/** Those that still hold their order and count as open for their shopper. */
export const LIVE_STATUSES = APPLICATION_STATUSES.filter((status) => !isFinal(status));

export const EVENT_OF_OUTCOME: Record<Outcome, ApplicationEvent> = {
  approved: 'approve',
  declined: 'decline',
  referred: 'refer',
  'more-needed': 'ask-for-more',
};

/** A7-0193: the terminal's label and the number of the item in its queue. */
export function referenceOf(label: string, sequence: number): string {
  return `${label}-${String(sequence).padStart(4, '0')}`;
}

const HOUR_MS = 3_600_000;

/** How long after its receipt an application may wait for a person or for its shopper before it expires. */
export const WAITS_MS = { referred: 7 * 24 * HOUR_MS, 'more-needed': 24 * HOUR_MS } as const;

const LIVE_SUBMIT_MS = 3_000;

/**
 * An application that was sealed a while before it came, or whose phone could not be verified for want of a line,
 * was taken offline: its shopper is no longer waiting at the counter.
 */
export function wasTakenOffline(fact: { phoneUnverified: boolean; sealedAt: number; receivedAt: number }): boolean {
  return fact.phoneUnverified || fact.receivedAt - fact.sealedAt > LIVE_SUBMIT_MS;
}
