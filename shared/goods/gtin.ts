/**
 * GTIN-8, -12 (UPC-A), -13 (EAN) and -14, the numbers under a good's bar code. Source: hardware-protocols.md 2.10
 * (GS1 General Specifications): counted from the right and leaving out the check digit, digits weigh 3 1 3 1 …;
 * the check digit brings the sum to a multiple of ten. Numbers are compared after padding to 14 digits.
 */
const FORM = /^(\d{8}|\d{12,14})$/;

/** True for 8, 12, 13 or 14 digits of which the last is the right check digit. */
export function isGtin(text: string): boolean {
  return FORM.test(text) && gtinCheckDigit(text.slice(0, -1)) === text.slice(-1);
}

/** The check digit that belongs behind these digits; throws a RangeError for anything but 7 or 11 to 13 digits. */
export function gtinCheckDigit(digits: string): string {
  if (!FORM.test(`${digits}0`)) throw new RangeError('A GTIN without its check digit has 7 or 11 to 13 digits.');
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

/** The form in which two GTINs of different lengths compare. */
export function toGtin14(gtin: string): string {
  return gtin.padStart(14, '0');
}
