/** Every wait of the lab has a limit that says what was waited for. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Recorder } from '../../../hardware/testing/recorder.ts';

const LOOK_EVERY_MS = 5;

export async function within<T>(limitMs: number, what: string, promise: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = pause(limitMs, null, { signal: over.signal }).then(
    () => {
      throw new Error(`${what}: not within ${limitMs} ms`);
    },
    () => promise,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    over.abort();
  }
}

/** Looks again and again, where the kernel tells of nothing, until there is something. */
export async function until<T>(limitMs: number, what: string, look: () => T | null | Promise<T | null>): Promise<T> {
  const begunMs = performance.now();
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() - begunMs > limitMs) throw new Error(`${what}: not within ${limitMs} ms`);
    await pause(LOOK_EVERY_MS);
  }
}

/** The next event of a kind; if it does not come, the error tells what came instead. */
export async function heard<E extends { readonly kind: string }, K extends E['kind']>(
  recorder: Recorder<E>,
  kind: K,
  limitMs: number,
): Promise<Extract<E, { kind: K }>> {
  return within(limitMs, kind, recorder.next(kind)).catch((error: unknown) => {
    throw new Error(`events until now: ${recorder.kinds().join(', ')}`, { cause: error });
  });
}
