/**
 * What a scanned text is. Pure, and total: every text is some kind of code.
 *
 * The first that fits wins. Where the scanner tells that the bar code holds a good's number (EAN, UPC) or an element
 * string (GS1), nothing else is tried. Then: our order code, payment codes, EMV merchant codes, GS1 element strings,
 * goods' numbers, links. Payment codes, in whatever frame a
 * scanner puts them, come before all numbers: a secret taken for goods could be shown or kept.
 */
import { readOrderCode } from '#shared/wire/order-code.ts';
import { looksLikeEmvMerchant, readEmvMerchant } from './emv-merchant.ts';
import { readLooseNumber, readRetailNumber } from './goods-number.ts';
import { gtin14Of, readBracketed, readElementString } from './gs1.ts';
import { readLink } from './links.ts';
import type { Parsed } from './parsed.ts';
import { readPaymentCode } from './payment-code.ts';
import type { Gs1Element, ScannedCode } from './scanned-code.ts';
import { familyOf, withSymbology, type ScannedText } from './symbology.ts';

/** The most digits a QR code holds (protocols 2.2); what is longer was not scanned and is not looked into. */
const SCAN_LENGTH_MAX = 7089;

export function parseScannedCode(scan: ScannedText): ScannedCode {
  if (scan.text.length > SCAN_LENGTH_MAX) return { kind: 'text', text: scan.text };
  const { text: framed, symbology } = withSymbology(scan);
  const text = framed.trim();
  const family = familyOf(symbology);
  if (family === 'retail') return readRetailNumber(text, symbology);
  if (family === 'gs1') return gs1(readElementString(text));
  return (
    readOurs(text) ??
    readPaymentCode(text) ??
    readMerchant(text) ??
    readGs1(text) ??
    readLooseNumber(text, family) ??
    readLink(text) ?? { kind: 'text', text: framed }
  );
}

function readOurs(text: string): ScannedCode | null {
  if (!text.startsWith('ZG1.')) return null;
  const code = readOrderCode(text);
  if (!code) return { kind: 'malformed', of: 'order-code', reason: 'structure' };
  return { kind: 'order-code', text, payload: code.payload };
}

function readMerchant(text: string): ScannedCode | null {
  if (!looksLikeEmvMerchant(text)) return null;
  const code = readEmvMerchant(text);
  if (!code.ok) return { kind: 'malformed', of: 'emv-merchant', reason: code.reason };
  return { kind: 'emv-merchant', code: code.value };
}

/**
 * Without a bar code that says so, a text is an element string if it reads as one to its end and begins with an SSCC or
 * GTIN, whose check digits vouch for it. Only FNC1 in front, and the printed form of those two, are GS1's beyond doubt,
 * so only they can be malformed.
 */
function readGs1(text: string): ScannedCode | null {
  if (text.startsWith('\x1d')) return gs1(readElementString(text));
  if (/^\(0[012]\)\d/.test(text)) return gs1(readBracketed(text));
  const elements = text.startsWith('(') ? readBracketed(text) : readVouched(text);
  return elements?.ok === true ? gs1(elements) : null;
}

function readVouched(text: string): Parsed<Gs1Element[]> | null {
  return /^(?:00\d{18}|01\d{14})/.test(text) ? readElementString(text) : null;
}

function gs1(elements: Parsed<Gs1Element[]>): ScannedCode {
  if (!elements.ok) return { kind: 'malformed', of: 'gs1', reason: elements.reason };
  return { kind: 'gs1', gtin14: gtin14Of(elements.value), elements: elements.value };
}
