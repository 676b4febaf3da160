import { decodeProtectedHeader } from 'jose';

/** The key id a proof claims, not yet believed; null for what is no JWT. */
export function kidOf(proof: string): string | null {
  try {
    return decodeProtectedHeader(proof).kid ?? null;
  } catch {
    return null; // Not a JWT: the same answer as none.
  }
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

const ENTRIES_MAX = 100_000;

/** Remembers ids for as long as a proof with them would be taken, and no more of them than fit. */
export class ReplayCache {
  readonly #keepMs: number;
  readonly #seenAt = new Map<string, number>();

  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  /** True once per id. */
  isFirst(id: string, now: number): boolean {
    this.#forget(now);
    if (this.#seenAt.has(id) || this.#seenAt.size >= ENTRIES_MAX) return false;
    this.#seenAt.set(id, now);
    return true;
  }

  /** A Map keeps the order of insertion, so the oldest stand first. */
  #forget(now: number): void {
    for (const [id, at] of this.#seenAt) {
      if (at + this.#keepMs > now) return;
      this.#seenAt.delete(id);
    }
  }
}
