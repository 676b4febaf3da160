/** From nothing to a printer that has been asked, and its rest between two slips. */
import type { PrinterStatus } from './printer.ts';
import type { Row } from './row.ts';
import { impossible, lost, open, stay } from './row.ts';
import type { Effect, OpenFacts, SignalOf, StateOf, Step } from './state.ts';
import { NO_ANSWER, SILENT, drop, factsOf, look, to, toClosed, toIdle, unanswered, withFindings } from './steps.ts';

const noPrinter = {
  start: impossible,
  opened: impossible,
  waited: impossible,
  found: impossible,
  introduced: impossible,
  told: impossible,
  held: impossible,
  released: impossible,
  drained: impossible,
  proved: impossible,
  'paper-answered': impossible,
  job: impossible,
  encoded: impossible,
};

export const closed: Row<'closed'> = {
  ...noPrinter,
  start: ({ hasAnswered }) => to({ at: 'opening', hasAnswered, reason: null }, { do: 'open-link' }),
  stop: stay,
  lost: impossible,
  wanted: stay,
};

export const opening: Row<'opening'> = {
  ...noPrinter,
  stop: (state) => toClosed(state),
  lost: (state, signal) => lost(state, signal),
  opened: ({ hasAnswered }, { settleMs }) => to({ at: 'settling', hasAnswered }, { do: 'wait', ms: settleMs }),
  // Until the first try has ended nobody knows; after that there is nothing to wait for.
  wanted: (state) => (state.reason === null ? to(state) : to(state, { do: 'fail-waiting', reason: state.reason })),
};

/** Bytes of before the first question mean nothing. */
export const settling: Row<'settling'> = {
  ...noPrinter,
  stop: (state) => toClosed(state),
  lost: (state, signal) => lost(state, signal),
  waited: ({ hasAnswered }) => {
    const facts = { ...UNASKED, hasAnswered };
    return to({ at: 'asking', ...facts, why: 'first' }, { do: 'ask', topic: 'first', tongue: 'mute' });
  },
  told: stay,
  held: stay,
  released: stay,
  drained: stay,
  proved: stay,
  'paper-answered': stay,
  wanted: stay,
};

const UNASKED: OpenFacts = {
  hasAnswered: false,
  tongue: 'mute',
  hasProof: false,
  tellsChanges: false,
  status: NO_ANSWER,
  silences: 0,
  isHeld: false,
  owed: 0,
};

/** Ready is said at once; who it is takes longer to hear, and only printers with words of their own are asked. */
function ready(facts: OpenFacts): Step {
  const news: Effect[] = [{ do: 'confirm-link' }, { do: 'tell', event: { kind: 'ready', status: facts.status } }];
  if (facts.tongue !== 'real-time') return toIdle(facts, ...news);
  return to({ at: 'asking', ...facts, why: 'who' }, ...news, { do: 'ask', topic: 'who', tongue: facts.tongue });
}

export const asking: Row<'asking'> = {
  ...open,
  stop: (state) => toClosed(state, ...answer(state, NO_ANSWER)),
  lost: (state, signal) => lost(state, signal, ...answer(state, NO_ANSWER)),
  // What is said before it was asked anything may be about another time.
  told: (state, signal) => (state.why === 'first' ? to({ ...state, tellsChanges: true }) : open.told(state, signal)),
  introduced: (state, { hasProof }) => {
    if (state.why !== 'who') return impossible();
    return toIdle({ ...state, hasProof: hasProof || state.hasProof }, { do: 'tell-changes' });
  },
  found: (state, { findings }) => {
    if (state.why === 'who') return impossible();
    if (state.why === 'first') return firstFound(state, findings);
    if (findings === null) return unanswered(state, ...answer(state, NO_ANSWER));
    const { facts, effects } = withFindings(state, findings);
    return toIdle(facts, ...effects, ...answer(state, facts.status));
  },
};

function answer({ why }: StateOf<'asking'>, status: PrinterStatus): Effect[] {
  return why === 'wished' ? [{ do: 'answer', status }] : [];
}

function firstFound(state: StateOf<'asking'>, findings: SignalOf<'found'>['findings']): Step {
  if (findings === null) return state.hasAnswered ? drop(state, SILENT) : ready(factsOf(state));
  return ready({ ...factsOf(state), hasAnswered: true, ...findings });
}

export const idle: Row<'idle'> = {
  ...open,
  waited: (state) => to({ at: 'asking', ...factsOf(state), why: 'poll' }, look(state)),
  wanted: (state) => to(state, { do: 'take-job' }),
  job: (state, { what }) =>
    what === 'slip'
      ? to({ at: 'checking', ...factsOf(state), when: 'before' }, look(state))
      : to({ at: 'asking', ...factsOf(state), why: 'wished' }, look(state)),
};
