/**
 * An exact decimal with up to 28 significant digits: `coefficient / 10^scale`. It only comes into being where a double can
 * not hold the value (more than 15 digits); everything else is a plain number whose shortest text is the exact value.
 */
export class Decimal {
  readonly coefficient: bigint;
  readonly scale: number;

  constructor(coefficient: bigint, scale: number) {
    this.coefficient = coefficient;
    this.scale = scale;
  }

  toString(): string {
    return formatDecimal(this.coefficient, this.scale);
  }

  /** On its way out a decimal becomes the nearest double. */
  toJSON(): number {
    return Number(this.toString());
  }
}

/** A number of the expression language: exact, whichever of the two holds it. */
export type Num = number | Decimal;

const DIGITS_MAX = 28;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const POWERS = Array.from({ length: 80 }, (_, exponent) => 10n ** BigInt(exponent));

export function powerOfTen(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

/** The parts of any finite number. A double means its shortest text. */
export function partsOf(value: Num): Decimal {
  if (value instanceof Decimal) return value;
  if (Number.isSafeInteger(value)) return new Decimal(BigInt(value), 0);
  return parseParts(String(value)) ?? new Decimal(0n, 0);
}

const TEXT = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads a decimal text; null where it is none, or beyond what is kept. */
export function parseNumber(text: string): Num | null {
  const parts = parseParts(text);
  return parts === null ? null : fromParts(parts.coefficient, parts.scale);
}

function parseParts(text: string): Decimal | null {
  const match = TEXT.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const magnitude = BigInt(whole + fraction);
  const coefficient = sign === '-' ? -magnitude : magnitude;
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? new Decimal(coefficient, scale) : new Decimal(coefficient * powerOfTen(-scale), 0);
}

/** The smallest form of `coefficient / 10^scale`: rounded half to even to 28 digits, without trailing zeros. */
export function fromParts(coefficient: bigint, scale: number): Num {
  let digits = coefficient;
  let places = scale;
  const length = lengthOf(digits);
  // More places than digits are kept are cut; a whole part beyond them is left exact.
  const excess = Math.min(Math.max(length - DIGITS_MAX, places - DIGITS_MAX), places);
  if (excess > 0) {
    digits = divideRounded(digits, powerOfTen(excess), 'half-even');
    places -= excess;
  }
  while (places > 0 && digits % 10n === 0n) {
    digits /= 10n;
    places -= 1;
  }
  if (digits <= SAFE && digits >= -SAFE && places <= 22) {
    // Both are exact doubles, so the quotient is the double nearest to the value.
    const value = Number(digits) / Number(powerOfTen(places));
    if (lengthOf(digits) <= 15) return value;
    if (places === 0) return value;
  }
  return new Decimal(digits, places);
}

function lengthOf(value: bigint): number {
  return (value < 0n ? -value : value).toString().length;
}

export type Rounding = 'half-even' | 'half-away' | 'floor' | 'ceil' | 'trunc';

/** `numerator / denominator` as a whole number; the denominator is positive. */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const quotient = numerator / denominator;
  const rest = numerator % denominator;
  if (rest === 0n) return quotient;
  const away = rest < 0n ? -1n : 1n;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  switch (rounding) {
    case 'trunc':
      return quotient;
    case 'floor':
      return rest < 0n ? quotient - 1n : quotient;
    case 'ceil':
      return rest > 0n ? quotient + 1n : quotient;
    case 'half-away':
      return twice >= denominator ? quotient + away : quotient;
    case 'half-even':
      if (twice === denominator) return quotient % 2n === 0n ? quotient : quotient + away;
      return twice > denominator ? quotient + away : quotient;
  }
}

function formatDecimal(coefficient: bigint, scale: number): string {
  const sign = coefficient < 0n ? '-' : '';
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString().padStart(scale + 1, '0');
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Plain digits, never an exponent. */
export function numberText(value: Num): string {
  if (value instanceof Decimal) return value.toString();
  const text = String(value);
  return text.includes('e') ? partsOf(value).toString() : text;
}
