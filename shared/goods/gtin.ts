/**
 * GTIN-8, -12 (UPC-A), -13 (EAN) and -14, the numbers under a good's bar code (hardware-protocols.md 2.10). Numbers
 * are compared after padding to 14 digits.
 */
import { checkDigitOf, hasCheckDigit } from './check-digit.ts';

const FORM = /^(\d{8}|\d{12,14})$/;

/** True for 8, 12, 13 or 14 digits of which the last is the right check digit. */
export function isGtin(text: string): boolean {
  return FORM.test(text) && hasCheckDigit(text);
}

/** The check digit that belongs behind these digits; throws a RangeError for anything but 7 or 11 to 13 digits. */
export function gtinCheckDigit(digits: string): string {
  if (!FORM.test(`${digits}0`)) throw new RangeError('A GTIN without its check digit has 7 or 11 to 13 digits.');
  return checkDigitOf(digits);
}

/** The form in which two GTINs of different lengths compare. */
export function toGtin14(gtin: string): string {
  return gtin.padStart(14, '0');
}
