/**
 * The check digit of GS1's numbers (GTIN, SSCC, GLN and others). Source: hardware-protocols.md 2.10 (GS1 General
 * Specifications): counted from the right and leaving out the check digit, digits weigh 3 1 3 1 …; the check digit
 * brings the sum to a multiple of ten. The caller vouches for digits only.
 */
export function checkDigitOf(digits: string): string {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

/** True where the last digit is the check digit of those before it. */
export function hasCheckDigit(number: string): boolean {
  return checkDigitOf(number.slice(0, -1)) === number.slice(-1);
}
