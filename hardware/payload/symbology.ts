/** What the bar code's own kind says of its text (protocols 2.8, ISO/IEC 15424). */

export interface ScannedText {
  readonly text: string;
  /** AIM symbology identifier with its `]`, or null where the scanner does not tell. */
  readonly symbology: string | null;
}

/**
 * `gs1`: GS1-128, DataBar, GS1 Data Matrix and GS1 QR hold an element string. `retail`: EAN and UPC hold a good's
 * number. `carton`: Interleaved 2 of 5, of which ITF-14 is one. `unknown`: the scanner did not tell.
 */
export type SymbologyFamily = 'gs1' | 'retail' | 'carton' | 'other' | 'unknown';

const GS1 = new Set([']C1', ']e0', ']d2', ']Q3']);
const RETAIL = new Set([']E0', ']E1', ']E2', ']E3', ']E4']);

export function familyOf(symbology: string | null): SymbologyFamily {
  if (symbology === null) return 'unknown';
  if (GS1.has(symbology)) return 'gs1';
  if (RETAIL.has(symbology)) return 'retail';
  return symbology.startsWith(']I') ? 'carton' : 'other';
}

/** Only the letters that 2.8 names: an ordinary text may well begin with a bracket. */
const IDENTIFIER = /^\][ACEFGILQXZdez][0-9A-F]/;

/** A scanner that types its symbology in front of the text, as those in keyboard mode can. */
export function withSymbology(scan: ScannedText): ScannedText {
  const [symbology] = (scan.symbology === null ? IDENTIFIER.exec(scan.text) : null) ?? [];
  return symbology === undefined ? scan : { symbology, text: scan.text.slice(symbology.length) };
}
