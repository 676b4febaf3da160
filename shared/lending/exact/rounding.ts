import { divideHalfUp } from '../../money/fen.ts';

/**
 * How a figure becomes payable. `half-up` rounds a half away from zero (what Chinese lenders print), `half-even` to the
 * even neighbour, `half-down` towards zero; `down` truncates and `up` goes away from zero.
 */
export const ROUNDING_MODES = ['half-up', 'half-even', 'half-down', 'down', 'up'] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];

/** The quotient as a whole number. Throws a RangeError unless the denominator is positive. */
export function roundQuotient(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  if (mode === 'half-up') return divideHalfUp(numerator, denominator);
  if (denominator <= 0n) throw new RangeError('The denominator must be positive.');
  const magnitude = numerator < 0n ? -numerator : numerator;
  const whole = magnitude / denominator;
  const rest = magnitude % denominator;
  const rounded = whole + (goesUp(whole, rest, denominator, mode) ? 1n : 0n);
  return numerator < 0n ? -rounded : rounded;
}

/** The nearest multiple of `step`, a positive amount, by the same rule. */
export function roundToMultiple(amount: bigint, step: bigint, mode: RoundingMode): bigint {
  return roundQuotient(amount, step, mode) * step;
}

function goesUp(whole: bigint, rest: bigint, denominator: bigint, mode: Exclude<RoundingMode, 'half-up'>): boolean {
  switch (mode) {
    case 'down':
      return false;
    case 'up':
      return rest > 0n;
    case 'half-down':
      return 2n * rest > denominator;
    case 'half-even':
      return 2n * rest > denominator || (2n * rest === denominator && whole % 2n === 1n);
  }
}
