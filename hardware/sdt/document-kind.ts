import type { DocumentKind } from '#shared/identity/document-kind.ts';

export type { DocumentKind };

/** The character at offset 248 of the text block tells the document (protocols 1.7). */
const KINDS: ReadonlyMap<string, DocumentKind> = new Map([
  [' ', 'resident'],
  ['J', 'hmt'],
  ['I', 'fpr2017'],
  ['Y', 'fpr2023'],
]);

/** Null for a letter nobody has published: an error to be shown, never a guess. */
export function documentKindOf(letter: string): DocumentKind | null {
  return KINDS.get(letter) ?? null;
}
