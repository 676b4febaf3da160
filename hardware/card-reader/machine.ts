/** What a card reader does next: a total table of states and signals. See `state.ts` for the picture. */
import { cardPresent, reading, selecting } from './card-rows.ts';
import { closed, opening, probing } from './link-rows.ts';
import type { Row } from './row.ts';
import type { ReaderState, SignalName, SignalOf, StateName, StateOf, Step } from './state.ts';
import { idle, resetting, resting } from './waiting-rows.ts';

type Table = { readonly [S in StateName]: Row<S> };

const table: Table = {
  closed,
  opening,
  probing,
  resting,
  idle,
  selecting,
  reading,
  'card-present': cardPresent,
  resetting,
};

export const initialState: ReaderState = { at: 'closed', wants: 'rest' };

/** Total: every signal in every state gives a step or a typed refusal. */
export function next<S extends StateName, E extends SignalName>(state: StateOf<S>, signal: SignalOf<E>): Step {
  const row: Row<S> = table[state.at];
  return row[signal.kind](state, signal);
}
