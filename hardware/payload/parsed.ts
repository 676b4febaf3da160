import type { MalformedReason } from './scanned-code.ts';

/** A part of a code that was read, or why it breaks the rules of its kind. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: MalformedReason };

export function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function broken(reason: MalformedReason): { readonly ok: false; readonly reason: MalformedReason } {
  return { ok: false, reason };
}
