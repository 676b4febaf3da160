/** What every row of the table is made of. */
import type { Effect, LastingFacts, OpenFacts, SignalName, SignalOf, StateName, StateOf, Step } from './state.ts';
import { STOPPED, failed, settle, to, toClosed, toldStatus } from './steps.ts';

/** One row per state: what each signal means there. */
export type Row<S extends StateName> = {
  readonly [E in SignalName]: (state: StateOf<S>, signal: SignalOf<E>) => Step;
};

type OpenName = Exclude<StateName, 'closed' | 'opening' | 'settling'>;

export function impossible(): Step {
  return { ok: false, code: 'impossible-signal' };
}

export function stay(state: StateOf<StateName>): Step {
  return to(state);
}

/** `ended`: what becomes of the job in hand. */
export function lost({ hasAnswered }: LastingFacts, { reason, isNews }: SignalOf<'lost'>, ...ended: Effect[]): Step {
  return to(
    { at: 'opening', hasAnswered, reason },
    ...ended,
    ...(isNews ? ([{ do: 'tell', event: { kind: 'lost', reason } }] as const) : []),
    { do: 'fail-waiting', reason },
  );
}

/** Signals that mean the same in every state with a printer that has been asked, unless the state says otherwise. */
export const open = {
  start: impossible,
  opened: impossible,
  waited: impossible,
  found: impossible,
  introduced: impossible,
  job: impossible,
  encoded: impossible,
  stop: (state: OpenFacts): Step => toClosed(state),
  lost: (state: OpenFacts, signal: SignalOf<'lost'>): Step => lost(state, signal),
  told: (state: StateOf<OpenName>, { status }: SignalOf<'told'>): Step => {
    const { facts, effects } = toldStatus(state, status);
    return to({ ...state, ...facts }, ...effects);
  },
  held: (state: StateOf<OpenName>): Step => to({ ...state, isHeld: true }),
  released: (state: StateOf<OpenName>): Step => to({ ...state, isHeld: false }),
  // Of a slip that was given up.
  drained: stay,
  proved: (state: StateOf<OpenName>): Step => to({ ...state, hasProof: true }),
  'paper-answered': (state: StateOf<OpenName>): Step => to({ ...state, owed: answerCame(state) }),
  wanted: stay,
};

/** The same with a slip in hand. */
export const withSlip = {
  ...open,
  stop: (state: OpenFacts): Step => toClosed(state, settle(failed(state.status, STOPPED))),
  lost: (state: OpenFacts, signal: SignalOf<'lost'>): Step =>
    lost(state, signal, settle(failed(state.status, signal.reason))),
};

export function answerCame({ owed }: OpenFacts): number {
  return Math.max(0, owed - 1);
}
