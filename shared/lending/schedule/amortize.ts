import { roundQuotient, type RoundingMode } from '../exact/rounding.ts';
import type { Leg } from './timeline.ts';

/** What a borrower is to pay in a period; the last period of a loan always pays everything. */
export type Instruction =
  | { readonly pays: 'interest' }
  /** Interest and principal together. */
  | { readonly pays: 'level'; readonly units: bigint }
  /** Principal, and the interest besides. */
  | { readonly pays: 'principal'; readonly units: bigint };

/** How a loan stands between two periods, in minor units. */
export interface Standing {
  readonly balance: bigint;
  /** All that was ever paid out: what flat interest is reckoned on. */
  readonly lent: bigint;
  /** Interest of earlier periods that their instalments could not hold; it bears no interest. */
  readonly carried: bigint;
}

export interface Row {
  readonly principal: bigint;
  readonly interest: bigint;
  readonly after: Standing;
}

export interface Reckoning {
  readonly isFlat: boolean;
  readonly rounding: RoundingMode;
  readonly measure: 'agreed' | 'elapsed';
}

export const NOTHING_LENT: Standing = { balance: 0n, lent: 0n, carried: 0n };

/**
 * The interest of a period is added up unrounded over its legs and rounded once. Flat interest is reckoned on all that
 * was lent, as long as anything of it is owed.
 */
export function interestOf(standing: Standing, legs: readonly Leg[], { isFlat, rounding, measure }: Reckoning): bigint {
  let { balance, lent } = standing;
  let above = 0n;
  let below = 1n;
  for (const leg of legs) {
    balance += leg.paidOut;
    lent += leg.paidOut;
    const { numerator, denominator } = leg[measure];
    if (numerator === 0n || balance === 0n) continue;
    above = above * denominator + (isFlat ? lent : balance) * numerator * below;
    below *= denominator;
  }
  return roundQuotient(above, below, rounding);
}

/**
 * Runs a loan through its periods. Principal is never negative and never more than is owed: where the interest is more
 * than the instalment the rest of it is carried on, and where the balance is less, only that is paid.
 */
export function amortize(
  standing: Standing,
  legsByPeriod: readonly (readonly Leg[])[],
  instructions: readonly Instruction[],
  reckoning: Reckoning,
): Row[] {
  const rows: Row[] = [];
  let now = standing;
  legsByPeriod.forEach((legs, index) => {
    const isLast = index === legsByPeriod.length - 1;
    const row = payPeriod(now, legs, isLast ? null : (instructions[index] ?? null), reckoning);
    rows.push(row);
    now = row.after;
  });
  return rows;
}

function payPeriod(
  standing: Standing,
  legs: readonly Leg[],
  instruction: Instruction | null,
  reckoning: Reckoning,
): Row {
  const paidOut = paidOutIn(legs);
  const owed = standing.balance + paidOut;
  const accrued = interestOf(standing, legs, reckoning) + standing.carried;
  const isLevel = instruction?.pays === 'level';
  const interest = isLevel ? smaller(accrued, instruction.units) : accrued;
  const principal = smaller(owed, principalOf(instruction, interest, owed));
  return {
    principal,
    interest,
    after: { balance: owed - principal, lent: standing.lent + paidOut, carried: accrued - interest },
  };
}

function principalOf(instruction: Instruction | null, interest: bigint, owed: bigint): bigint {
  switch (instruction?.pays) {
    case undefined:
      return owed;
    case 'interest':
      return 0n;
    case 'level':
      return instruction.units - interest;
    case 'principal':
      return instruction.units;
  }
}

export function paidOutIn(legs: readonly Leg[]): bigint {
  return legs.reduce((total, leg) => total + leg.paidOut, 0n);
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
