import type { SessionRunner } from './runner.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Every snapshot from now on, until `signal`. A snapshot is complete in itself, so a reader that is slower than the
 * session misses those in between and nothing piles up.
 */
export async function* latestOf(
  session: Pick<SessionRunner, 'current' | 'subscribe'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Snapshot> {
  let newest: Snapshot | null = session.current();
  let wake = (): void => undefined;
  const unsubscribe = session.subscribe((snapshot) => {
    newest = snapshot;
    wake();
  });
  const onAbort = (): void => wake();
  signal?.addEventListener('abort', onAbort);
  try {
    while (!signal?.aborted) {
      if (newest) {
        const snapshot: Snapshot = newest;
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
