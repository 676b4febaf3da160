/** Something that is always in one state, and tells of every later one. */
export interface Source<S> {
  current(): S;
  subscribe(listener: (snapshot: S) => void): () => void;
}

/**
 * Every snapshot from now on, until `signal`. A snapshot is complete in itself, so a reader that is slower than the
 * source misses those in between and nothing piles up.
 */
export async function* latestOf<S>(source: Source<S>, signal: AbortSignal | undefined): AsyncGenerator<S> {
  let newest: { readonly snapshot: S } | null = { snapshot: source.current() };
  let wake = (): void => undefined;
  const unsubscribe = source.subscribe((snapshot) => {
    newest = { snapshot };
    wake();
  });
  const onAbort = (): void => wake();
  signal?.addEventListener('abort', onAbort);
  try {
    while (!signal?.aborted) {
      if (newest) {
        const { snapshot }: { readonly snapshot: S } = newest;
        newest = null;
        yield snapshot;
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', onAbort);
  }
}
