import { toNumber, parseQuotient } from '../exact/decimal.ts';
import type { Rational } from '../exact/rational.ts';
import { unitPeriodsBetween, type UnitOfTime, type UnitPeriods } from './us-unit-periods.ts';

export interface DatedAmount {
  readonly on: number;
  readonly amount: Rational;
}

interface Discounted extends UnitPeriods {
  readonly amount: number;
}

/**
 * Regulation Z, Appendix J, actuarial method: amount / ((1 + f·i)(1 + i)^t), a fraction f of a unit period being
 * discounted simply. Time runs from the first advance. Whole periods are counted back from the first payment, and later
 * payments a whole number of periods after it keep its fraction; any other day is counted back by itself.
 */
export function usRegZRate(flows: readonly DatedAmount[], unit: UnitOfTime, perYear: string): number | null {
  const yearly = parseQuotient(perYear);
  const dated = [...flows].sort((a, b) => a.on - b.on);
  const origin = dated[0]?.on;
  const firstPayment = dated.find(({ amount }) => amount.numerator < 0n)?.on;
  if (yearly === null || origin === undefined || firstPayment === undefined) return null;
  const toFirst = unitPeriodsBetween(origin, firstPayment, unit);
  const discounted = dated.map(({ on, amount }): Discounted => {
    const further = on >= firstPayment ? unitPeriodsBetween(firstPayment, on, unit) : null;
    const time =
      further?.fraction === 0
        ? { whole: toFirst.whole + further.whole, fraction: toFirst.fraction }
        : unitPeriodsBetween(origin, on, unit);
    return { ...time, amount: toNumber(amount) };
  });
  const each = rateNearestZero((rate) => worth(discounted, rate));
  return each === null ? null : each * toNumber(yearly);
}

function worth(flows: readonly Discounted[], rate: number): number {
  return flows.reduce(
    (total, { amount, fraction, whole }) => total + amount / ((1 + fraction * rate) * (1 + rate) ** whole),
    0,
  );
}

const HIGHEST_RATE = 1e9;

/**
 * The rate at which the worth is zero: the interval from zero is widened until the sign changes, upwards, else down
 * towards -100 %, and then halved. Ends in any case.
 */
function rateNearestZero(value: (rate: number) => number): number | null {
  const atZero = value(0);
  if (atZero === 0) return 0;
  for (let high = 0.001; high <= HIGHEST_RATE; high *= 1.5) {
    if (value(high) * atZero <= 0) return halved(value, 0, high, atZero);
  }
  for (let gap = 0.999; gap > 1e-12; gap /= 1.5) {
    if (value(gap - 1) * atZero <= 0) return halved(value, 0, gap - 1, atZero);
  }
  return null;
}

function halved(value: (rate: number) => number, from: number, to: number, atFrom: number): number {
  let near = from;
  let far = to;
  for (;;) {
    const middle = near + (far - near) / 2;
    if (middle === near || middle === far) return middle;
    if (value(middle) * atFrom > 0) near = middle;
    else far = middle;
  }
}
