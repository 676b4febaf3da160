import { sum, type Rational } from '../exact/rational.ts';
import { roundQuotient } from '../exact/rounding.ts';
import { toMultiple } from './level.ts';
import type { LoanTerms } from './terms.ts';

export interface SpreadRow {
  readonly principal: bigint;
  readonly interest: bigint;
}

/**
 * The flat forms in which principal and cost are each the same every period: `cumulative` schedules spread one rounded
 * total of interest, a fee per term is a share of the original principal each period (等本等息). The last row takes what
 * is left of the principal and, where a total was spread, of the interest. Nothing is charged once nothing is owed.
 */
export function spread(terms: LoanTerms, principal: bigint, cost: SpreadCost): SpreadRow[] {
  const { rounding, multiple, grace } = terms;
  const count = terms.spans.length;
  const share = roundQuotient(principal, BigInt(count - grace), rounding);
  const each = toMultiple(share, multiple, rounding);
  const costEach = cost.each ?? roundQuotient(cost.total, BigInt(count), rounding);
  let owed = principal;
  let unspread = cost.total;
  return terms.spans.map((_, index) => {
    const isLast = index === count - 1;
    const repaid = index < grace ? 0n : isLast || owed < each ? owed : each;
    const interest = owed === 0n ? 0n : isLast || unspread < costEach ? unspread : costEach;
    owed -= repaid;
    unspread -= interest;
    return { principal: repaid, interest };
  });
}

export interface SpreadCost {
  readonly total: bigint;
  /** Given where every period has its own rounded cost. */
  readonly each?: bigint;
}

export function totalCost(terms: LoanTerms, principal: bigint): SpreadCost {
  const years = sum(terms.spans.map((span) => terms.fractionOf(span, { from: span.from, to: span.due }, 'elapsed')));
  const { numerator, denominator } = terms.annualRate;
  const above = principal * numerator * years.numerator;
  return { total: roundQuotient(above, denominator * years.denominator, terms.rounding) };
}

export function costPerTerm(terms: LoanTerms, principal: bigint, fee: Rational): SpreadCost {
  const each = roundQuotient(principal * fee.numerator, fee.denominator, terms.rounding);
  return { each, total: each * BigInt(terms.spans.length) };
}
