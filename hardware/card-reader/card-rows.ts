/** A card in the field: choose it, read it, watch it until it goes. */
import type { Row } from './row.ts';
import { impossible, underWay, wakened } from './row.ts';
import type { OpenFacts, Step } from './state.ts';
import {
  PRESENCE_EVERY_MS,
  cardRead,
  factsOf,
  failureOf,
  goOn,
  isLastTry,
  readFailed,
  reset,
  serviceNeeded,
  silent,
  tell,
  to,
} from './steps.ts';

export const selecting: Row<'selecting'> = {
  ...underWay,
  wake: (state) => to({ ...state, wants: wakened(state.wants) }),
  rest: (state) => to({ ...state, wants: 'rest' }),
  reread: (state) => to({ ...state, wants: 'wake' }),
  waited: impossible,
  answered: (state, { status }) => {
    const facts = { ...factsOf(state), silences: 0 };
    const service = serviceNeeded(facts, status);
    if (service !== null) return service;
    if (status.name === 'success') {
      if (facts.wants === 'rest') return goOn(facts, 0);
      return to({ at: 'reading', ...facts }, tell({ kind: 'card-found' }), { do: 'send', command: 'ReadBaseMsg' });
    }
    // A card on its way down is found and lost a few times: only lasting trouble is worth a word.
    const reason = failureOf(status, facts.failedReads);
    const failure = { kind: 'read-failed', reason, detail: `select: ${status.name}` } as const;
    return readFailed(facts, status.reaction === 'reset', isLastTry(facts) ? failure : null);
  },
  unanswered: (state, { noiseBytes }) => silent(factsOf(state), noiseBytes, (facts) => readFailed(facts, false, null)),
};

/**
 * An answer that got lost may have been a good one. Then the module takes the card for read: it refuses
 * to read on (wrong order) and finds it no more. Only a reset mends that without bothering the holder.
 */
export const reading: Row<'reading'> = {
  ...underWay,
  wake: (state) => to({ ...state, wants: wakened(state.wants) }),
  rest: (state) => to({ ...state, wants: 'rest' }),
  reread: (state) => to({ ...state, wants: 'wake' }),
  waited: impossible,
  answered: (state, { status, data }) => {
    const facts = { ...factsOf(state), silences: 0 };
    if (status.name === 'success') return cardRead(facts, data);
    const reason = failureOf(status, facts.failedReads);
    const failure = { kind: 'read-failed', reason, detail: `read: ${status.name}` } as const;
    const resetNow = status.reaction === 'reset' || status.name === 'wrong-order';
    return serviceNeeded(facts, status) ?? readFailed(facts, resetNow, failure);
  },
  unanswered: (state, { noiseBytes }) => {
    const failure = { kind: 'read-failed', reason: 'reader-fault', detail: 'read: no answer' } as const;
    return silent(factsOf(state), noiseBytes, (facts) => readFailed(facts, true, failure));
  },
};

export const cardPresent: Row<'card-present'> = {
  ...underWay,
  // A card that was read while nobody wanted it is read again for whoever wakes the reader.
  wake: (state) => {
    if (state.reported) return to({ ...state, wants: wakened(state.wants) });
    return state.asking ? to({ ...state, wants: 'reread' }) : reset(factsOf({ ...state, wants: 'reread' }));
  },
  rest: (state) => to({ ...state, wants: 'rest' }),
  reread: (state) => (state.asking ? to({ ...state, wants: 'reread' }) : reset(factsOf({ ...state, wants: 'reread' }))),
  waited: (state) =>
    state.asking ? impossible() : to({ ...state, asking: true }, { do: 'send', command: 'ReadNewAppMsg' }),
  answered: (state, { status }) => {
    if (!state.asking) return impossible();
    const facts = { ...factsOf(state), silences: 0 };
    const service = serviceNeeded(facts, status);
    if (service !== null) return service;
    // A find answers 80 for a card that was read already, so only this question shows whether it still lies there.
    if (status.name !== 'success' && status.name !== 'nothing-stored') return cardGone(state.reported)(facts);
    if (facts.wants === 'reread') return reset(facts);
    return to({ ...state, ...facts, asking: false }, { do: 'wait', ms: PRESENCE_EVERY_MS });
  },
  unanswered: (state, { noiseBytes }) =>
    state.asking ? silent(factsOf(state), noiseBytes, cardGone(state.reported)) : impossible(),
};

function cardGone(wasReported: boolean): (facts: OpenFacts) => Step {
  const news = wasReported ? [tell({ kind: 'card-removed' })] : [];
  return (facts) => goOn({ ...facts, wants: facts.wants === 'reread' ? 'wake' : facts.wants }, 0, ...news);
}
