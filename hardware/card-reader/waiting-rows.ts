/** Waiting: for the holder of a card, for somebody who wants one, for the module after a reset. */
import type { Row } from './row.ts';
import { impossible, underWay, wakened } from './row.ts';
import { AFTER_RESET_MS, FIND_EVERY_MS, factsOf, goOn, reset, serviceNeeded, silent, to } from './steps.ts';

export const resting: Row<'resting'> = {
  ...underWay,
  wake: (state) =>
    state.asking ? to({ ...state, wants: wakened(state.wants) }) : goOn({ ...factsOf(state), wants: 'wake' }, 0),
  rest: (state) => to({ ...state, wants: 'rest' }),
  reread: (state) => (state.asking ? to({ ...state, wants: 'reread' }) : reset(factsOf({ ...state, wants: 'reread' }))),
  waited: (state) =>
    state.asking ? impossible() : to({ ...state, asking: true }, { do: 'send', command: 'GetSAMStatus' }),
  answered: (state, { status }) => {
    if (!state.asking) return impossible();
    return serviceNeeded(state, status) ?? goOn({ ...factsOf(state), silences: 0 }, 0);
  },
  unanswered: (state, { noiseBytes }) => {
    if (!state.asking) return impossible();
    // Ask again at once: a mute reader should be known before the next shopper comes.
    return silent(factsOf(state), noiseBytes, (facts) =>
      facts.wants === 'rest' ? to({ ...state, ...facts }, { do: 'send', command: 'GetSAMStatus' }) : goOn(facts, 0),
    );
  },
};

export const idle: Row<'idle'> = {
  ...underWay,
  wake: (state) => to({ ...state, wants: wakened(state.wants) }),
  rest: (state) => (state.asking ? to({ ...state, wants: 'rest' }) : goOn({ ...factsOf(state), wants: 'rest' }, 0)),
  reread: (state) => (state.asking ? to({ ...state, wants: 'reread' }) : reset(factsOf({ ...state, wants: 'reread' }))),
  waited: (state) => (state.asking ? impossible() : goOn(factsOf(state), 0)),
  answered: (state, { status }) => {
    if (!state.asking) return impossible();
    const facts = { ...factsOf(state), silences: 0 };
    const service = serviceNeeded(facts, status);
    if (service !== null) return service;
    if (status.reaction === 'reset') return reset(facts);
    // A card that is found has not been read yet, so there is no need of a reset to read it again.
    if (status.name === 'card-found' && facts.wants !== 'rest') {
      return to({ at: 'selecting', ...facts, wants: 'wake' }, { do: 'send', command: 'SelectIDCard' });
    }
    return goOn(facts, FIND_EVERY_MS);
  },
  unanswered: (state, { noiseBytes }) =>
    state.asking ? silent(factsOf(state), noiseBytes, (facts) => goOn(facts, FIND_EVERY_MS)) : impossible(),
};

export const resetting: Row<'resetting'> = {
  ...underWay,
  wake: (state) => to({ ...state, wants: wakened(state.wants) }),
  rest: (state) => to({ ...state, wants: 'rest' }),
  reread: (state) => to({ ...state, wants: 'wake' }),
  waited: (state) => (state.asking ? impossible() : goOn(factsOf(state), 0)),
  answered: (state, { status }) => {
    if (!state.asking) return impossible();
    const facts = { ...factsOf(state), silences: 0 };
    return (
      serviceNeeded(facts, status) ??
      to({ at: 'resetting', ...facts, asking: false }, { do: 'wait', ms: AFTER_RESET_MS })
    );
  },
  unanswered: (state, { noiseBytes }) => {
    if (!state.asking) return impossible();
    return silent(factsOf(state), noiseBytes, (facts) =>
      to({ at: 'resetting', ...facts, asking: false }, { do: 'wait', ms: AFTER_RESET_MS }),
    );
  },
};
