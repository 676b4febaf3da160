import { absolute, add, compareNumbers, divide, roundTo, toDouble } from '../arithmetic.ts';
import { Decimal, type Num, type Rounding } from '../decimal.ts';
import { ExpressionError, isDate, type Value } from '../values.ts';
import { listFrom, numberFrom, numbersFrom, takes, type FunctionOf, type Functions } from './signature.ts';

export const MATH: Functions = {
  abs: takes(1, 1, ([value]) => absolute(numberFrom(value))),
  floor: takes(1, 1, ([value]) => roundTo(numberFrom(value), 0, 'floor')),
  ceil: takes(1, 1, ([value]) => roundTo(numberFrom(value), 0, 'ceil')),
  round: rounded('half-away'),
  trunc: rounded('trunc'),
  sum: takes(1, 1, ([list]) => listFrom(list).map(numberFrom).reduce<Num>(add, 0)),
  avg: takes(1, 1, ([list]) => {
    const numbers = numbersFrom(list);
    return divide(numbers.reduce(add), numbers.length);
  }),
  min: takes(1, 1, ([list]) => extreme(list, -1)),
  max: takes(1, 1, ([list]) => extreme(list, 1)),
  median: takes(1, 1, ([list]) => median(numbersFrom(list))),
  mode: takes(1, 1, ([list]) => mode(numbersFrom(list))),
};

function rounded(rounding: Rounding): FunctionOf {
  return takes(1, 2, ([value, places]) => {
    const count = places === undefined ? 0 : Math.trunc(toDouble(numberFrom(places)));
    if (Math.abs(count) > 28) throw new ExpressionError('numbers have at most 28 places');
    return roundTo(numberFrom(value), count, rounding);
  });
}

function extreme(given: Value | undefined, side: 1 | -1): Value {
  const list = listFrom(given);
  if (list.length > 0 && list.every(isDate)) return list.reduce((a, b) => ((b.instant - a.instant) * side > 0 ? b : a));
  return numbersFrom(given).reduce((a, b) => (compareNumbers(b, a) * side > 0 ? b : a));
}

function median(numbers: readonly Num[]): Num | null {
  const sorted = [...numbers].sort(compareNumbers);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : divide(add(low, high), 2);
}

/** The most frequent; of several the largest. */
function mode(numbers: readonly Num[]): Num {
  const counts = new Map<string, { value: Num; count: number }>();
  for (const value of numbers) {
    const key = value instanceof Decimal ? value.toString() : String(value);
    counts.set(key, { value, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const ranked = [...counts.values()].sort((a, b) => b.count - a.count || compareNumbers(b.value, a.value));
  return ranked[0]?.value ?? 0;
}
