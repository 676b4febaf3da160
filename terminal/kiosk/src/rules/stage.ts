import type { Screen } from '#agent/session/snapshot.ts';
import type { SessionState } from '#agent/session/states.ts';

export type Cancelling = 'nothing' | 'forget' | 'withdraw' | 'stop-repaying';

/** What cancelling means in each state: nothing to cancel, forget what was typed, withdraw what was sent, repay another day. */
const CANCELLING: Record<SessionState, Cancelling> = {
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
  'repay-find': 'stop-repaying',
  'repay-choose': 'stop-repaying',
  'repay-pay': 'stop-repaying',
  'repay-working': 'nothing',
  'repay-refused': 'stop-repaying',
  'repay-done': 'nothing',
};

export function cancelling(state: SessionState): Cancelling {
  return CANCELLING[state];
}

/** Two snapshots of one question share a key: their screen stays as it is, with what was typed and read. */
export function screenKey(screen: Screen): string {
  switch (screen.kind) {
    case 'consent':
      return `consent ${screen.consent.purpose}`;
    case 'contact':
    case 'repay-find':
      return `${screen.kind} ${screen.ask}`;
    case 'repay-choose':
      return `repay-choose ${screen.loan.version}`;
    case 'cost-statement':
      return `cost-statement ${screen.statement.hash}`;
    case 'contract':
      return `contract ${screen.contract.hash}`;
    default:
      return screen.kind;
  }
}
