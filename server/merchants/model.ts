import { isGtin, toGtin14 } from '#shared/goods/gtin.ts';
import type { Role } from '#shared/wire/portal.ts';

/** A login's place in the house: the merchant and stores it works for, or none for operators. */
export interface StaffMember {
  id: string;
  name: string;
  username: string;
  role: Role;
  merchantId: string | null;
}

export interface Store {
  id: string;
  name: string;
}

/** How a text typed or scanned into the search for goods is meant. */
export type GoodsQuery =
  | { by: 'all' }
  | { by: 'gtin'; gtin14: string }
  | { by: 'gtin-prefix'; digits: string }
  /** Every word must occur in name, brand or category. */
  | { by: 'words'; words: string[] };

const PREFIX_DIGITS_MIN = 4;
const WORDS_MAX = 6;

/** A whole number of a bar code means that good; some digits of one its beginning, but three could be a model's name. */
export function readGoodsQuery(text: string): GoodsQuery {
  const typed = text.trim();
  if (typed === '') return { by: 'all' };
  const digits = typed.replaceAll(/[\s-]/g, '');
  if (isGtin(digits)) return { by: 'gtin', gtin14: toGtin14(digits) };
  if (/^\d+$/.test(digits) && digits.length >= PREFIX_DIGITS_MIN) return { by: 'gtin-prefix', digits };
  return { by: 'words', words: typed.toLowerCase().split(/\s+/).slice(0, WORDS_MAX) };
}

/** A pattern for LIKE in which nothing typed is a wildcard. */
export function containing(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** Until when after its last word a terminal counts as online. */
const ONLINE_MS = 2 * 60_000;

export function isOnline(lastSeenAt: number | null, nowMs: number): boolean {
  return lastSeenAt !== null && nowMs - lastSeenAt < ONLINE_MS;
}

const LABEL_NUMBER_MAX = 999;

/** The label after the last one given out (A9, A10, … A999, B1): labels are in references and never used twice. */
export function labelAfter(given: readonly string[]): string | null {
  const placed = given.map((label) => ({ letter: label.charCodeAt(0), number: Number(label.slice(1)) }));
  const last = placed.sort((a, b) => a.letter - b.letter || a.number - b.number).at(-1);
  if (!last) return null;
  if (last.number < LABEL_NUMBER_MAX) return `${String.fromCharCode(last.letter)}${last.number + 1}`;
  if (last.letter >= 'Z'.charCodeAt(0)) throw new RangeError('Every label of a terminal has been given out.');
  return `${String.fromCharCode(last.letter + 1)}1`;
}
