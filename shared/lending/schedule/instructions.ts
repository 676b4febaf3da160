import { roundQuotient } from '../exact/rounding.ts';
import {
  amortize,
  interestOf,
  NOTHING_LENT,
  paidOutIn,
  type Instruction,
  type Reckoning,
  type Standing,
} from './amortize.ts';
import { agreedFactor, levelInstalment, levelled, toMultiple } from './level.ts';
import type { LoanTerms } from './terms.ts';
import type { Leg } from './timeline.ts';

/** Computes what is to be paid anew from the period `index` on; what comes before stays. */
export function instructionsFrom(
  terms: LoanTerms,
  legs: readonly (readonly Leg[])[],
  current: readonly Instruction[],
  index: number,
): Instruction[] {
  const before = legs.slice(0, index);
  const done = amortizeAll(terms, before, current);
  const grace = Math.max(0, terms.grace - index);
  const rest = legs.slice(index).map((period, offset) => (offset === 0 ? period : withoutPayouts(period)));
  const during = rest.slice(0, grace);
  // Principal stands still while grace lasts, so what is lent in it is owed when it ends.
  const owed = during.reduce((balance, period) => balance + paidOutIn(period), done.balance);
  const lent = done.lent + (owed - done.balance);
  const amortizing = rest.slice(grace);
  const each = instructionFor(terms, { ...done, balance: owed, lent }, amortizing);
  return [
    ...current.slice(0, index),
    ...during.map((): Instruction => ({ pays: 'interest' })),
    ...amortizing.map(() => each),
  ];
}

function instructionFor(terms: LoanTerms, standing: Standing, legs: readonly (readonly Leg[])[]): Instruction {
  const { pays, multiple, rounding, isFlat } = terms;
  const owed = legs.reduce((balance, period) => balance + paidOutIn(period), standing.balance);
  if (pays === 'interest') return { pays: 'interest' };
  const count = BigInt(legs.length);
  if (pays === 'principal')
    return { pays, units: toMultiple(roundQuotient(owed, count, rounding), multiple, rounding) };
  if (isFlat) {
    const total = owed + flatInterest(terms, standing, legs);
    return { pays, units: toMultiple(roundQuotient(total, count, rounding), multiple, rounding) };
  }
  const exact = levelInstalment(owed, legs.map(agreedFactor), rounding);
  const first = toMultiple(exact, multiple, rounding);
  if (terms.isCumulative) return { pays, units: first };
  const reckoning: Reckoning = { isFlat, rounding, measure: 'agreed' };
  return { pays, units: levelled(first, { ...terms, standing, legsByPeriod: legs, reckoning }) };
}

/** Each period's interest is rounded, then they are added up. */
function flatInterest(terms: LoanTerms, standing: Standing, legs: readonly (readonly Leg[])[]): bigint {
  let { balance, lent } = standing;
  let total = standing.carried;
  for (const period of legs) {
    total += interestOf({ ...standing, balance, lent }, period, { ...terms, measure: 'agreed' });
    balance += paidOutIn(period);
    lent += paidOutIn(period);
  }
  return total;
}

function amortizeAll(
  terms: LoanTerms,
  legs: readonly (readonly Leg[])[],
  instructions: readonly Instruction[],
): Standing {
  // One empty period more, since the last one pays all that is left.
  const rows = amortize(NOTHING_LENT, [...legs, []], instructions, { ...terms, measure: 'elapsed' });
  return rows.at(-2)?.after ?? NOTHING_LENT;
}

function withoutPayouts(legs: readonly Leg[]): Leg[] {
  return legs.map((leg) => ({ ...leg, paidOut: 0n }));
}
