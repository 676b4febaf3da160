import { Decimal, divideRounded, fromParts, partsOf, powerOfTen, type Num, type Rounding } from './decimal.ts';

/**
 * Exact decimal arithmetic. Whole numbers and short decimals stay doubles all the way (their product or sum is computed
 * on scaled whole numbers, which is exact); only longer ones take the way over bigint.
 */
const SCALES = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000] as const;
const EXACT = 2 ** 53;

/** How many decimal places a double has, up to six; -1 where it has more. */
function placesOf(value: number): number {
  for (let places = 0; places < SCALES.length; places += 1) {
    const scale = SCALES[places] ?? 1;
    const scaled = Math.round(value * scale);
    if (scaled / scale === value) return Math.abs(scaled) < EXACT ? places : -1;
  }
  return -1;
}

const scaleOf = (places: number): number => SCALES[places] ?? 1;

export function add(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isInteger(a) && Number.isInteger(b) && Number.isSafeInteger(sum)) return sum;
    const fast = addScaled(a, b);
    if (fast !== null) return fast;
  }
  const [x, y] = [partsOf(a), partsOf(b)];
  const scale = Math.max(x.scale, y.scale);
  const sum = x.coefficient * powerOfTen(scale - x.scale) + y.coefficient * powerOfTen(scale - y.scale);
  return fromParts(sum, scale);
}

function addScaled(a: number, b: number): number | null {
  const places = Math.max(placesOf(a), placesOf(b));
  if (places < 0 || placesOf(a) < 0 || placesOf(b) < 0) return null;
  const scale = scaleOf(places);
  const sum = Math.round(a * scale) + Math.round(b * scale);
  // Fifteen digits: the quotient's shortest text is then the exact sum.
  return Math.abs(sum) < 1e15 ? sum / scale : null;
}

export function subtract(a: Num, b: Num): Num {
  return add(a, negate(b));
}

export function negate(value: Num): Num {
  if (value instanceof Decimal) return new Decimal(-value.coefficient, value.scale);
  return value === 0 ? 0 : -value;
}

export function multiply(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isInteger(a) && Number.isInteger(b) && Number.isSafeInteger(product)) return product === 0 ? 0 : product;
    const fast = multiplyScaled(a, b);
    if (fast !== null) return fast;
  }
  const [x, y] = [partsOf(a), partsOf(b)];
  return fromParts(x.coefficient * y.coefficient, x.scale + y.scale);
}

function multiplyScaled(a: number, b: number): number | null {
  const [placesA, placesB] = [placesOf(a), placesOf(b)];
  if (placesA < 0 || placesB < 0) return null;
  const product = Math.round(a * scaleOf(placesA)) * Math.round(b * scaleOf(placesB));
  if (Math.abs(product) >= 1e15) return null;
  return product === 0 ? 0 : product / (scaleOf(placesA) * scaleOf(placesB));
}

const QUOTIENT_PLACES = 28;

/** Null where the divisor is zero. */
export function divide(a: Num, b: Num): Num | null {
  if (isZero(b)) return null;
  if (typeof a === 'number' && typeof b === 'number') {
    const quotient = a / b;
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isInteger(quotient))
      return quotient === 0 ? 0 : quotient;
  }
  const [x, y] = [partsOf(a), partsOf(b)];
  const [top, bottom] = y.coefficient < 0n ? [-x.coefficient, -y.coefficient] : [x.coefficient, y.coefficient];
  const shift = QUOTIENT_PLACES + y.scale - x.scale;
  const numerator = shift >= 0 ? top * powerOfTen(shift) : top;
  const denominator = shift >= 0 ? bottom : bottom * powerOfTen(-shift);
  return fromParts(divideRounded(numerator, denominator, 'half-even'), QUOTIENT_PLACES);
}

/** The sign is the dividend's; null where the divisor is zero. */
export function remainder(a: Num, b: Num): Num | null {
  if (isZero(b)) return null;
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const rest = a % b;
    return rest === 0 ? 0 : rest;
  }
  const [x, y] = [partsOf(a), partsOf(b)];
  const scale = Math.max(x.scale, y.scale);
  const rest = (x.coefficient * powerOfTen(scale - x.scale)) % (y.coefficient * powerOfTen(scale - y.scale));
  return fromParts(rest, scale);
}

const WHOLE_POWER_MAX = 1_000;

/** Exact for whole exponents; by doubles otherwise. Null where it has no value or is out of range. */
export function power(base: Num, exponent: Num): Num | null {
  if (typeof exponent === 'number' && Number.isInteger(exponent) && Math.abs(exponent) <= WHOLE_POWER_MAX) {
    const { coefficient, scale } = partsOf(base);
    const times = Math.abs(exponent);
    if (Math.abs(toDouble(base)) ** times > 1e60) return finite(toDouble(base) ** exponent);
    const result = fromParts(coefficient ** BigInt(times), scale * times);
    return exponent < 0 ? divide(1, result) : result;
  }
  return finite(toDouble(base) ** toDouble(exponent));
}

function finite(value: number): Num | null {
  return Number.isFinite(value) ? value : null;
}

export function compareNumbers(a: Num, b: Num): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  const [x, y] = [partsOf(a), partsOf(b)];
  const scale = Math.max(x.scale, y.scale);
  const difference = x.coefficient * powerOfTen(scale - x.scale) - y.coefficient * powerOfTen(scale - y.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** To that many places after the point. */
export function roundTo(value: Num, places: number, rounding: Rounding): Num {
  if (typeof value === 'number' && Number.isInteger(value) && places >= 0) return value;
  const { coefficient, scale } = partsOf(value);
  if (scale <= places) return value;
  const rounded = divideRounded(coefficient, powerOfTen(scale - places), rounding);
  return places >= 0 ? fromParts(rounded, places) : fromParts(rounded * powerOfTen(-places), 0);
}

export function isZero(value: Num): boolean {
  return value instanceof Decimal ? value.coefficient === 0n : value === 0;
}

export function toDouble(value: Num): number {
  return value instanceof Decimal ? value.toJSON() : value;
}

export function absolute(value: Num): Num {
  return compareNumbers(value, 0) < 0 ? negate(value) : value;
}
