import { referenceSchema } from '#shared/wire/repayments.ts';
import { PAD_DIGITS } from './pad.ts';

/** Typing a reference such as `A7-0193`: a letter, one to three digits, a dash, four to eight digits. */
export const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
export const DASH = '-';

/** What comes next. `label`: the digits before the dash, of which there is at least one. */
export type ReferencePart = 'letter' | 'label' | 'number';

export function partOf(text: string): ReferencePart {
  if (text === '') return 'letter';
  return text.includes(DASH) ? 'number' : 'label';
}

/** What a key does to the text so far; a key that cannot come next does nothing. */
export function pressReference(text: string, key: string): string {
  const next = text + key;
  if (isBeginning(next)) return next;
  // Three digits before the dash are all there can be, so whoever forgets it has it.
  const withDash = text + DASH + key;
  return /^[A-Z]\d{3}$/.test(text) && isBeginning(withDash) ? withDash : text;
}

export function deleteLast(text: string): string {
  return text.slice(0, -1);
}

/** As much of a typed or pasted text as makes a reference. */
export function readReference(text: string): string {
  return Array.from(text.toUpperCase()).reduce(pressReference, '');
}

export function isReference(text: string): boolean {
  return referenceSchema.safeParse(text).success;
}

/** The pad's key for a key of a real keyboard, or null where it is none of the pad's. */
export function referenceKeyOf(keyboardKey: string): string | null {
  const key = keyboardKey.toUpperCase();
  return [...LETTERS, ...PAD_DIGITS, DASH].find((each) => each === key) ?? null;
}

function isBeginning(text: string): boolean {
  return /^[A-Z](?:\d{1,3}(?:-\d{0,8})?)?$/.test(text);
}
