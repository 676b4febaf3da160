/**
 * The annuity functions of spreadsheets on exact fractions. Signs are theirs: what is received is positive, what is
 * paid negative. Fractions are not reduced on the way, since powers of long rates would make that the slowest part.
 */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export interface AnnuityTerms {
  /** A period. */
  readonly rate: Fraction;
  readonly nper: number;
  readonly pv: Fraction;
  readonly fv: Fraction;
  /** 0: paid at the end of a period, 1: at its beginning. */
  readonly type: 0 | 1;
}

const NONE: Fraction = { numerator: 0n, denominator: 1n };

export function payment({ rate, nper, pv, fv, type }: AnnuityTerms): Fraction {
  if (rate.numerator === 0n) return over(negated(plus(pv, fv)), whole(nper));
  const { grown, flat, due } = powers(rate, nper, type);
  const owed = plus(times(pv, whole(grown)), times(fv, whole(flat)));
  return over(negated(times(owed, whole(rate.numerator))), whole(due * (grown - flat)));
}

/** What a balance of `pv` has become after `nper` payments. */
export function futureValue(rate: Fraction, nper: number, each: Fraction, pv: Fraction, type: 0 | 1): Fraction {
  if (rate.numerator === 0n) return negated(plus(pv, times(each, whole(nper))));
  const { grown, flat, due } = powers(rate, nper, type);
  const series = over(times(each, whole(due * (grown - flat))), whole(rate.numerator));
  return negated(over(plus(times(pv, whole(grown)), series), whole(flat)));
}

export function presentValue(rate: Fraction, nper: number, each: Fraction, fv: Fraction, type: 0 | 1): Fraction {
  if (rate.numerator === 0n) return negated(plus(fv, times(each, whole(nper))));
  const { grown, flat, due } = powers(rate, nper, type);
  const series = over(times(each, whole(due * (grown - flat))), whole(rate.numerator));
  return negated(over(plus(times(fv, whole(flat)), series), whole(grown)));
}

/** Interest within the payments `start` to `end`, both included and counted from 1. */
export function interestPaid(terms: AnnuityTerms, start: number, end: number): Fraction {
  const { rate, pv, type } = terms;
  const each = payment(terms);
  const after = (count: number): Fraction => futureValue(rate, count, each, pv, type);
  if (type === 0) {
    const principal = plus(after(start - 1), negated(after(end)));
    return plus(times(each, whole(end - start + 1)), negated(principal));
  }
  // Paid at the beginning, the first payment holds no interest, and each later one that of the period before.
  const first = Math.max(start, 2);
  if (end < first) return NONE;
  const grown = plus(after(end - 1), negated(after(first - 2)));
  return plus(grown, times(each, whole(end - first + 1)));
}

export function principalPaid(terms: AnnuityTerms, start: number, end: number): Fraction {
  const all = times(payment(terms), whole(end - start + 1));
  return plus(all, negated(interestPaid(terms, start, end)));
}

/** Σ value / (1 + rate)^k, the first value one period out. */
export function netPresentValue(rate: Fraction, values: readonly Fraction[]): Fraction {
  const discount = over(whole(1), plus(whole(1), rate));
  return values.reduceRight((later, value) => times(plus(later, value), discount), NONE);
}

export function effectiveRate(nominal: Fraction, periods: number): Fraction {
  const each = plus(whole(1), over(nominal, whole(periods)));
  const count = BigInt(periods);
  return plus({ numerator: each.numerator ** count, denominator: each.denominator ** count }, whole(-1));
}

function powers(rate: Fraction, nper: number, type: 0 | 1): { grown: bigint; flat: bigint; due: bigint } {
  const count = BigInt(nper);
  const grown = (rate.denominator + rate.numerator) ** count;
  return {
    grown,
    flat: rate.denominator ** count,
    due: rate.denominator + (type === 1 ? rate.numerator : 0n),
  };
}

function whole(value: number | bigint): Fraction {
  return { numerator: BigInt(value), denominator: 1n };
}

function plus(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === b.denominator) return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

function times(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

function over(a: Fraction, b: Fraction): Fraction {
  const sign = b.numerator < 0n ? -1n : 1n;
  return { numerator: sign * a.numerator * b.denominator, denominator: sign * a.denominator * b.numerator };
}

function negated(a: Fraction): Fraction {
  return { numerator: -a.numerator, denominator: a.denominator };
}
