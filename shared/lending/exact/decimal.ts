import { rational, type Rational } from './rational.ts';
import { roundQuotient, type RoundingMode } from './rounding.ts';

const DECIMAL = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,2}))?$/;

/** Reads a decimal text such as `-1234.50` or `1e-7` exactly; `null` where it is none. */
export function parseDecimal(text: string): Rational | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const places = fraction.length - Number(exponent);
  return places >= 0 ? rational(digits, 10n ** BigInt(places)) : rational(digits * 10n ** BigInt(-places));
}

/** Reads a decimal or a quotient of two decimals, as rates are written: `0.08/12`. */
export function parseQuotient(text: string): Rational | null {
  const [above = '', below, ...rest] = text.split('/');
  const numerator = parseDecimal(above.trim());
  if (below === undefined || numerator === null) return numerator;
  const denominator = parseDecimal(below.trim());
  if (rest.length > 0 || denominator === null || denominator.numerator === 0n) return null;
  return rational(numerator.numerator * denominator.denominator, numerator.denominator * denominator.numerator);
}

/** Whole minor units as a decimal text: 12345n with two digits is `123.45`. */
export function formatUnits(units: bigint, digits: number): string {
  const magnitude = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
  const whole = magnitude.slice(0, magnitude.length - digits);
  const fraction = digits > 0 ? `.${magnitude.slice(-digits)}` : '';
  return `${units < 0n ? '-' : ''}${whole}${fraction}`;
}

/** A fraction as a decimal text of that many places, rounded once. */
export function formatDecimal(value: Rational, places: number, mode: RoundingMode = 'half-up'): string {
  return formatUnits(unitsOf(value, places, mode), places);
}

/** A fraction in minor units of that many places, rounded once. */
export function unitsOf(value: Rational, places: number, mode: RoundingMode): bigint {
  return roundQuotient(value.numerator * 10n ** BigInt(places), value.denominator, mode);
}

/** Minor units of a fraction that has no more places than that, else `null`. */
export function exactUnits(value: Rational, places: number): bigint | null {
  const scaled = value.numerator * 10n ** BigInt(places);
  return scaled % value.denominator === 0n ? scaled / value.denominator : null;
}

/** The nearest float, for searches and for comparing; never for an amount. */
export function toNumber(value: Rational): number {
  const direct = Number(value.numerator) / Number(value.denominator);
  if (Number.isFinite(direct) && direct !== 0) return direct;
  return Number(formatDecimal(value, 30));
}
