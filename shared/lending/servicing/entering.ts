import type { Entry, LoanState, Variation } from './state.ts';

/** The four ways in which a loan's book grows. Nothing is ever taken out of it: what was undone is marked. */

export function addEntry(state: LoanState, entry: Omit<Entry, 'id' | 'place' | 'enteredOn' | 'isReversed'>): LoanState {
  const full: Entry = { ...entry, id: state.nextId, place: state.nextId, enteredOn: state.today, isReversed: false };
  return { ...recalculated(state), nextId: state.nextId + 1, entries: [...state.entries, full] };
}

type NewVariation = Variation extends infer Each
  ? Each extends Variation
    ? Omit<Each, 'id' | 'enteredOn' | 'isReversed'>
    : never
  : never;

export function addVariation(state: LoanState, variation: NewVariation): LoanState {
  const full: Variation = { ...variation, id: state.nextId, enteredOn: state.today, isReversed: false };
  return { ...recalculated(state), nextId: state.nextId + 1, variations: [...state.variations, full] };
}

export function addCharge(
  state: LoanState,
  charge: { kind: 'fee' | 'penalty'; due: number; amount: bigint },
): LoanState {
  const full = { ...charge, id: state.nextId, enteredOn: state.today, isReversed: false };
  return { ...recalculated(state), nextId: state.nextId + 1, charges: [...state.charges, full] };
}

/** Marks what has that number, an entry, a charge or a variation, and what belongs to it. */
export function reverse(state: LoanState, id: number | undefined): LoanState {
  if (id === undefined) return state;
  const marked = <Item extends { readonly id: number }>(item: Item): Item =>
    item.id === id ? { ...item, isReversed: true } : item;
  return {
    ...recalculated(state),
    entries: state.entries.map((entry) =>
      entry.of === id && entry.kind === 'interest-refund' ? { ...entry, isReversed: true } : marked(entry),
    ),
    charges: state.charges.map(marked),
    variations: state.variations.map(marked),
  };
}

/** Being late is reckoned up to today. */
export function recalculated(state: LoanState): LoanState {
  return { ...state, recalculatedTill: Math.max(state.recalculatedTill ?? state.today, state.today) };
}
