import type { Screen } from '#agent/session/snapshot.ts';
import type { KioskMessages } from '#shared/messages/kiosk.ts';
import type { ReasonCode } from '#shared/wire/decision.ts';

export type Way = keyof KioskMessages['outcome']['ways'];
type OutcomeScreen = Extract<Screen, { kind: 'outcome' }>;

const ABOUT_THE_AMOUNT: readonly ReasonCode[] = [
  'amount-above-limit',
  'income-low-for-amount',
  'amount-out-of-product',
];

/** What the shopper can do now, the most useful first. Nobody leaves without a way on. */
export function waysOn({ outcome, reasons, limitFen }: Pick<OutcomeScreen, 'outcome' | 'reasons' | 'limitFen'>): Way[] {
  switch (outcome) {
    case 'referred':
      return ['wait', 'otherwise'];
    case 'more-needed':
      return ['more', 'person', 'otherwise'];
    case 'expired':
      return ['again', 'otherwise'];
    case 'declined': {
      const smallerHelps = limitFen !== null || reasons.some((reason) => ABOUT_THE_AMOUNT.includes(reason));
      return [...(smallerHelps ? (['smaller'] as const) : []), 'person', 'otherwise'];
    }
  }
}
