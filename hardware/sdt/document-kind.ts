/** The character at offset 248 of the text block tells the document (protocols 1.7). */
export type DocumentKind =
  'resident' | 'hong-kong-macau-taiwan-permit' | 'foreign-permanent-2017' | 'foreign-permanent-2023';

const KINDS: ReadonlyMap<string, DocumentKind> = new Map([
  [' ', 'resident'],
  ['J', 'hong-kong-macau-taiwan-permit'],
  ['I', 'foreign-permanent-2017'],
  ['Y', 'foreign-permanent-2023'],
]);

/** Null for a letter nobody has published: an error to be shown, never a guess. */
export function documentKindOf(letter: string): DocumentKind | null {
  return KINDS.get(letter) ?? null;
}
