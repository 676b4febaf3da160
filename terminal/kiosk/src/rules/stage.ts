import type { Screen } from '#agent/session/snapshot.ts';
import type { SessionState } from '#agent/session/states.ts';

/** What cancelling means in each state: nothing to cancel, forget what was typed, or withdraw what was sent. */
const CANCELLING: Record<SessionState, 'nothing' | 'forget' | 'withdraw'> = {
  idle: 'nothing',
  order: 'forget',
  consent: 'forget',
  identity: 'forget',
  face: 'forget',
  contact: 'forget',
  review: 'forget',
  submitting: 'nothing',
  deciding: 'withdraw',
  'saved-offline': 'withdraw',
  'phone-check': 'withdraw',
  offers: 'withdraw',
  'cost-statement': 'withdraw',
  contract: 'withdraw',
  signing: 'nothing',
  receipt: 'nothing',
  outcome: 'nothing',
};

export function cancelling(state: SessionState): 'nothing' | 'forget' | 'withdraw' {
  return CANCELLING[state];
}

/** Two snapshots of one question share a key: their screen stays as it is, with what was typed and read. */
export function screenKey(screen: Screen): string {
  switch (screen.kind) {
    case 'consent':
      return `consent ${screen.consent.purpose}`;
    case 'contact':
      return `contact ${screen.ask}`;
    case 'cost-statement':
      return `cost-statement ${screen.statement.hash}`;
    case 'contract':
      return `contract ${screen.contract.hash}`;
    default:
      return screen.kind;
  }
}
