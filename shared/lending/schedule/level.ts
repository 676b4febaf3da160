import { leastCommonMultiple, sum, ZERO, type Rational } from '../exact/rational.ts';
import { roundQuotient, roundToMultiple, type RoundingMode } from '../exact/rounding.ts';
import { amortize, type Instruction, type Reckoning, type Row, type Standing } from './amortize.ts';
import type { Leg } from './timeline.ts';

/**
 * The level instalment P · Π(1 + fᵢ) / Fₙ with F₁ = 1, Fₖ = 1 + Fₖ₋₁ · (1 + fₖ): one exact fraction, rounded once. All
 * factors are brought to a common denominator first, so that no fraction has to be reduced on the way.
 */
export function levelInstalment(principal: bigint, factors: readonly Rational[], rounding: RoundingMode): bigint {
  const common = factors.reduce((multiple, factor) => leastCommonMultiple(multiple, factor.denominator), 1n);
  let product = 1n;
  let series = 0n;
  let scale = 1n;
  for (const factor of factors) {
    const grown = common + factor.numerator * (common / factor.denominator);
    series = series * grown + scale;
    product *= grown;
    scale *= common;
  }
  return roundQuotient(principal * product, common * series, rounding);
}

/** To the multiple, unless that would leave nothing to pay: then the amount stays as it is. */
export function toMultiple(units: bigint, multiple: bigint | null, rounding: RoundingMode): bigint {
  if (multiple === null) return units;
  const rounded = roundToMultiple(units, multiple, rounding);
  return rounded === 0n ? units : rounded;
}

export function agreedFactor(legs: readonly Leg[]): Rational {
  return legs.length === 1 ? (legs[0]?.agreed ?? ZERO) : sum(legs.map((leg) => leg.agreed));
}

export interface Levelling {
  readonly standing: Standing;
  readonly legsByPeriod: readonly (readonly Leg[])[];
  readonly reckoning: Reckoning;
  readonly multiple: bigint | null;
  readonly digits: number;
}

const TRIES = 3;

/**
 * The last instalment takes what rounding leaves. Where it differs from the one before it by more than a hundredth of a
 * currency unit for every two periods, the difference is spread over all of them, at most three times and as long as it
 * shrinks.
 */
export function levelled(first: bigint, loan: Levelling): bigint {
  const count = BigInt(loan.legsByPeriod.length);
  const tolerated = (count / 2n) * 10n ** BigInt(loan.digits);
  if (count < 2n) return first;
  let best = first;
  let gap = lastGap(best, loan);
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (magnitude(gap) * 100n <= tolerated) break;
    const rounding = loan.reckoning.rounding;
    const next = toMultiple(best + roundQuotient(gap, count, rounding), loan.multiple, rounding);
    const nextGap = lastGap(next, loan);
    if (magnitude(nextGap) >= magnitude(gap)) break;
    best = next;
    gap = nextGap;
  }
  return best;
}

function lastGap(units: bigint, { standing, legsByPeriod, reckoning }: Levelling): bigint {
  const instructions = legsByPeriod.map((): Instruction => ({ pays: 'level', units }));
  const rows = amortize(standing, legsByPeriod, instructions, reckoning);
  return paid(rows.at(-1)) - paid(rows.at(-2));
}

function paid(row: Row | undefined): bigint {
  return row ? row.principal + row.interest : 0n;
}

function magnitude(units: bigint): bigint {
  return units < 0n ? -units : units;
}
