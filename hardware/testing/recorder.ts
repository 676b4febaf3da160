/** Collects events and lets a test wait for the next one of a kind, instead of for a time. */
export interface Recorder<E extends { readonly kind: string }> {
  readonly events: E[];
  readonly record: (event: E) => void;
  /** The first event of this kind that no earlier call has returned; waits if it has not come yet. */
  next<K extends E['kind']>(kind: K): Promise<Extract<E, { kind: K }>>;
  readonly kinds: () => string[];
}

export function createRecorder<E extends { readonly kind: string }>(): Recorder<E> {
  const events: E[] = [];
  const seen = new Map<string, number>();
  let wakeUp = (): void => undefined;

  function isKind<K extends E['kind']>(event: E, kind: K): event is Extract<E, { kind: K }> {
    return event.kind === kind;
  }

  return {
    events,
    record: (event) => {
      events.push(event);
      wakeUp();
    },
    next: async (kind) => {
      for (;;) {
        const from = seen.get(kind) ?? 0;
        for (const [at, event] of events.entries()) {
          if (at < from || !isKind(event, kind)) continue;
          seen.set(kind, at + 1);
          return event;
        }
        await new Promise<void>((done) => {
          wakeUp = done;
        });
      }
    },
    kinds: () => events.map(({ kind }) => kind),
  };
}
