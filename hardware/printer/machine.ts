/** What a printer does next: a total table of states and signals. See `state.ts` for the picture. */
import { asking, closed, idle, opening, settling } from './link-rows.ts';
import type { Row } from './row.ts';
import { checking, printing, proving } from './slip-rows.ts';
import type { PrinterState, SignalName, SignalOf, StateName, StateOf, Step } from './state.ts';

type Table = { readonly [S in StateName]: Row<S> };

const table: Table = { closed, opening, settling, asking, idle, checking, printing, proving };

export const initialState: PrinterState = { at: 'closed', hasAnswered: false };

/** Total: every signal in every state gives a step or a typed refusal. */
export function next<S extends StateName, E extends SignalName>(state: StateOf<S>, signal: SignalOf<E>): Step {
  const row: Row<S> = table[state.at];
  return row[signal.kind](state, signal);
}
