import { unitsOf } from '../exact/decimal.ts';
import type { Rational } from '../exact/rational.ts';
import type { LoanState } from './state.ts';

/** An amount of an event in minor units. */
export function unitsIn({ terms }: LoanState, amount: Rational): bigint {
  return unitsOf(amount, terms.digits, terms.rounding);
}
