/**
 * The number under a good's bar code (protocols 2.10). What stands in a number only, without a bar code that says it is
 * a good's, is taken for one with care:
 *
 * - EAN and UPC bar codes hold nothing else: wrong length or check digit is `malformed`. Six to eight digits in `]E0`
 *   are UPC-E; eight that are none may be the EAN-8 of a scanner that does not tell them apart.
 * - Interleaved 2 of 5 with 14 digits is a carton of goods: a wrong check digit is `malformed`. Other lengths are any
 *   number.
 * - Where the scanner does not tell, and in other bar codes, 12 to 14 digits with the right check digit are a GTIN; so
 *   are eight, but only where the scanner does not tell (a date fits every tenth time). Thirteen digits that begin with
 *   China's 69 and have a wrong check digit are `malformed`; any other number is just a text.
 * - Labels that a store prints for itself (20–29 in front of thirteen digits) are text: the number means something
 *   there only.
 */
import { isGtin, toGtin14 } from '#shared/goods/gtin.ts';
import { expandUpcE } from '#shared/goods/upc-e.ts';
import type { MalformedReason, ScannedCode } from './scanned-code.ts';
import type { SymbologyFamily } from './symbology.ts';

type LooseFamily = Exclude<SymbologyFamily, 'retail' | 'gs1'>;

/** What an EAN or UPC bar code says, given its AIM identifier. */
export function readRetailNumber(text: string, symbology: string | null): ScannedCode {
  if (!/^\d+$/.test(text)) return malformed('structure');
  const upcE = symbology === ']E0' ? expandUpcE(text) : null;
  if (upcE !== null) return goods(upcE);
  if (isGtin(text)) return goods(text);
  return malformed([8, 12, 13].includes(text.length) ? 'check-digit' : 'length');
}

/** What a number says where the bar code is no EAN or UPC; null for what is no good's number. */
export function readLooseNumber(text: string, family: LooseFamily): ScannedCode | null {
  if (!LENGTHS[family].includes(text.length)) return null;
  if (isGtin(text)) return goods(text);
  return (family === 'carton' ? /^\d{14}$/ : /^69\d{11}$/).test(text) ? malformed('check-digit') : null;
}

const LENGTHS: Readonly<Record<LooseFamily, readonly number[]>> = {
  unknown: [8, 12, 13, 14],
  other: [12, 13, 14],
  carton: [14],
};

const FORMATS = { 8: 'gtin-8', 12: 'gtin-12', 13: 'gtin-13', 14: 'gtin-14' } as const;

function goods(gtin: string): ScannedCode {
  const gtin14 = toGtin14(gtin);
  if (isInStore(gtin14)) return { kind: 'text', text: gtin };
  const length = gtin.length === 8 || gtin.length === 12 || gtin.length === 13 ? gtin.length : 14;
  return { kind: 'gtin', format: FORMATS[length], gtin14 };
}

function isInStore(gtin14: string): boolean {
  return gtin14.startsWith('02');
}

function malformed(reason: MalformedReason): ScannedCode {
  return { kind: 'malformed', of: 'gtin', reason };
}
