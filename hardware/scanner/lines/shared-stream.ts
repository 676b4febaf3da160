/** A stream of scans in lines, with the maker's own messages in between: cut out first, and the rest is lines. */
import type { Reading } from '../scan-text.ts';
import { sayingsOf } from '../scan-text.ts';
import type { Effect } from '../speaker.ts';
import type { Cutter, Piece } from './cutter.ts';
import { createScanAssembler } from './scan-assembler.ts';

/** Within a scan or a message bytes follow each other without such a rest (protocols 2.2). */
export const SILENCE_MS = 80;

export type Part<M> = Reading | { readonly kind: 'message'; readonly message: M } | { readonly kind: 'broken' };

export interface SharedStream<M> {
  push(bytes: Uint8Array, nowMs: number): Part<M>[];
  /** Closes what silence closes; does nothing before `silentAtMs`. */
  expire(nowMs: number): Part<M>[];
  /** When the silence will have been long enough to mean something, or null. */
  silentAtMs(): number | null;
}

/** Each cutter gets what the ones before have left. */
export function createSharedStream<M>(cutters: readonly Cutter<M>[] = []): SharedStream<M> {
  const assembler = createScanAssembler();
  let heardAtMs = 0;

  const isPending = (): boolean => assembler.isPending() || cutters.some((cutter) => cutter.isPending());
  const silentAtMs = (): number | null => (isPending() ? heardAtMs + SILENCE_MS : null);

  function through(pieces: readonly Piece<M>[], next: number): Part<M>[] {
    return pieces.flatMap((piece) => (piece.kind === 'rest' ? pass(piece.bytes, next) : [piece]));
  }

  function pass(bytes: Uint8Array, at: number): Part<M>[] {
    const cutter = cutters[at];
    return cutter === undefined ? assembler.push(bytes) : through(cutter.push(bytes), at + 1);
  }

  return {
    push: (bytes, nowMs) => {
      heardAtMs = nowMs;
      return pass(bytes, 0);
    },
    expire: (nowMs) => {
      const dueMs = silentAtMs();
      if (dueMs === null || nowMs < dueMs) return [];
      return [...cutters.flatMap((cutter, at) => through(cutter.expire(), at + 1)), ...assembler.expire()];
    },
    silentAtMs,
  };
}

/** What parts mean to the driver; what a message of the maker means, its protocol knows. */
export function effectsOf<M>(
  parts: readonly Part<M>[],
  ofMessage: (message: M) => Effect<Uint8Array>[],
): Effect<Uint8Array>[] {
  return parts.flatMap((part): Effect<Uint8Array>[] => {
    switch (part.kind) {
      case 'scan':
      case 'refused':
        return sayingsOf(part);
      case 'broken':
        return [{ do: 'count', what: 'malformed' }];
      case 'message':
        return ofMessage(part.message);
    }
  });
}
