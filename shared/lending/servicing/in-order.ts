interface Placed {
  readonly on: number;
  readonly enteredOn: number;
  readonly place: number;
}

/** By value date; what belongs to one day in the order in which it was entered. */
export function inOrder<Item extends Placed>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => a.on - b.on || a.enteredOn - b.enteredOn || a.place - b.place);
}
