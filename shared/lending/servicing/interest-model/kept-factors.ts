import type { Span } from '../../day-count/convention.ts';
import type { Rational } from '../../exact/rational.ts';

/** Factors that were reckoned once, by rate, period and first day. They depend on nothing else under one loan's terms. */
export interface KeptFactors {
  readonly of: (rate: Rational, period: Span, from: number, reckon: () => Rational) => Rational;
}

/** Days that fit into a part of a key, and so how long a period may be whose factors are kept. */
const SPAN_DAYS = 4_096;

export function keepFactors(): KeptFactors {
  const byRate = new Map<Rational, Map<number, Rational>>();
  return {
    of: (rate, period, from, reckon) => {
      const key = keyOf(period, from);
      if (key === null) return reckon();
      const kept = byRate.get(rate) ?? new Map<number, Rational>();
      byRate.set(rate, kept);
      const known = kept.get(key);
      if (known) return known;
      const factor = reckon();
      kept.set(key, factor);
      return factor;
    },
  };
}

/** One number for the three dates, exact below 2 to the 53rd. */
function keyOf(period: Span, from: number): number | null {
  const length = period.due - period.from;
  const start = from - period.from;
  if (period.from < 0 || !fits(length) || !fits(start)) return null;
  return (period.from * SPAN_DAYS + length) * SPAN_DAYS + start;
}

function fits(days: number): boolean {
  return days >= 0 && days < SPAN_DAYS;
}
