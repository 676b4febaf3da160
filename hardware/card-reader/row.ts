/** What every row of the table is made of. */
import type { SignalName, SignalOf, StateName, StateOf, Step, Wants } from './state.ts';
import { tell, to } from './steps.ts';

/** One row per state: what each signal means there. */
export type Row<S extends StateName> = {
  readonly [E in SignalName]: (state: StateOf<S>, signal: SignalOf<E>) => Step;
};

export function impossible(): Step {
  return { ok: false, code: 'impossible-signal' };
}

/** Waking does not take back the wish to read the lying card again. */
export function wakened(wants: Wants): Wants {
  return wants === 'reread' ? 'reread' : 'wake';
}

/** Signals that mean the same in every state with a link or on the way to one. */
export const underWay = {
  start: impossible,
  opened: impossible,
  stop: (): Step => to({ at: 'closed', wants: 'rest' }, { do: 'close-link' }),
  lost: (state: { readonly wants: Wants }, { reason, isNews }: SignalOf<'lost'>): Step =>
    to({ at: 'opening', wants: state.wants }, ...(isNews ? [tell({ kind: 'lost', reason })] : [])),
};
