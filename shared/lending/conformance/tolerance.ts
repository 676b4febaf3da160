import { parseDecimal } from '../exact/decimal.ts';
import { compare, negate, subtract } from '../exact/rational.ts';
import { failed, PASSED, type Verdict } from '../../conformance/verdict.ts';

/** Whether two decimal texts are no further apart than the tolerance. */
export function closeEnough(name: string, expected: string, actual: string, tolerance: string): Verdict {
  const wanted = parseDecimal(expected);
  const got = parseDecimal(actual);
  const allowed = parseDecimal(tolerance);
  if (wanted === null || got === null || allowed === null)
    return failed(`${name}: expected ${expected}, got ${actual}`);
  const apart = subtract(wanted, got);
  const distance = apart.numerator < 0n ? negate(apart) : apart;
  if (compare(distance, allowed) <= 0) return PASSED;
  return failed(`${name}: expected ${expected} ± ${tolerance}, got ${actual}`);
}
