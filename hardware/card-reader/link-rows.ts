/** From nothing to a reader that has answered. */
import { samIdText } from '../sdt/sam-id.ts';
import type { Row } from './row.ts';
import { impossible, underWay, wakened } from './row.ts';
import type { StateOf, Step, Wants } from './state.ts';
import { dropSilent, goOn, serviceNeeded, tell, to } from './steps.ts';

const IDENTITY_TRIES = 3;

export const closed: Row<'closed'> = {
  start: (state) => to({ at: 'opening', wants: state.wants }, { do: 'open-link' }),
  stop: (state) => to(state),
  opened: impossible,
  lost: impossible,
  wake: (state) => to({ at: 'closed', wants: wakened(state.wants) }),
  rest: () => to({ at: 'closed', wants: 'rest' }),
  reread: () => to({ at: 'closed', wants: 'reread' }),
  answered: impossible,
  unanswered: impossible,
  waited: impossible,
};

export const opening: Row<'opening'> = {
  ...underWay,
  opened: ({ wants }, { settleMs, rates }) => {
    const state = {
      at: 'probing',
      wants,
      step: 'settling',
      ratesLeft: rates,
      identityTriesLeft: IDENTITY_TRIES,
    } as const;
    return to(state, { do: 'wait', ms: settleMs });
  },
  wake: (state) => to({ at: 'opening', wants: wakened(state.wants) }),
  rest: () => to({ at: 'opening', wants: 'rest' }),
  reread: () => to({ at: 'opening', wants: 'reread' }),
  answered: impossible,
  unanswered: impossible,
  waited: impossible,
};

export const probing: Row<'probing'> = {
  ...underWay,
  wake: (state) => to({ ...state, wants: wakened(state.wants) }),
  rest: (state) => to({ ...state, wants: 'rest' }),
  reread: (state) => to({ ...state, wants: 'reread' }),
  waited: (state) =>
    state.step === 'settling'
      ? to({ ...state, step: 'status' }, { do: 'send', command: 'GetSAMStatus' })
      : impossible(),
  answered: (state, { status, data }) => {
    if (state.step === 'settling') return impossible();
    const facts = { wants: state.wants, samId: null, silences: 0, failedReads: 0 };
    const service = serviceNeeded(facts, status);
    if (service !== null) return service;
    // Any answer to the first question shows that a module listens at this rate.
    if (state.step === 'status') return askIdentity(state, state.identityTriesLeft);
    const samId = status.name === 'success' ? samIdText(data) : null;
    return samId === null ? identityFailed(state) : ready(state.wants, samId);
  },
  unanswered: (state, { noiseBytes }) => {
    if (state.step === 'settling') return impossible();
    if (state.step === 'identity') return identityFailed(state);
    const [, baud, ...others] = state.ratesLeft;
    if (baud === undefined) return dropSilent(state.wants, noiseBytes);
    const ratesLeft = [baud, ...others];
    return to({ ...state, ratesLeft }, { do: 'set-baud', baud }, { do: 'send', command: 'GetSAMStatus' });
  },
};

function askIdentity(state: StateOf<'probing'>, identityTriesLeft: number): Step {
  return to({ ...state, step: 'identity', identityTriesLeft }, { do: 'send', command: 'GetSAMID' });
}

/** Some readers answer the first 12 FF wrongly; a reader without a number still reads cards. */
function identityFailed(state: StateOf<'probing'>): Step {
  const triesLeft = state.identityTriesLeft - 1;
  return triesLeft > 0 ? askIdentity(state, triesLeft) : ready(state.wants, null);
}

function ready(wants: Wants, samId: string | null): Step {
  const facts = { wants, samId, silences: 0, failedReads: 0 };
  return goOn(facts, 0, { do: 'confirm-link' }, tell({ kind: 'ready', samId }));
}
