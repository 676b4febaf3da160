import { parseNumber } from '../decimal.ts';
import { isZero } from '../arithmetic.ts';
import {
  ExpressionError,
  isDate,
  isList,
  isNumber,
  isObject,
  textOf,
  typeOf,
  type ObjectValue,
  type Value,
} from '../values.ts';
import { listFrom, objectFrom, takes, type Functions } from './signature.ts';

export const DATA: Functions = {
  string: takes(1, 1, ([value = null]) => {
    if (isDate(value)) throw new ExpressionError('date has no text');
    return textOf(value);
  }),
  number: takes(1, 1, ([value = null]) => toNumber(value)),
  bool: takes(1, 1, ([value = null]) => toBool(value)),
  isNumeric: takes(
    1,
    1,
    ([value = null]) => isNumber(value) || (typeof value === 'string' && parseNumber(value) !== null),
  ),
  type: takes(1, 1, ([value = null]) => typeOf(value)),
  keys: takes(1, 1, ([value = null]) =>
    isList(value) ? value.map((_, index) => index) : Object.keys(objectFrom(value)),
  ),
  values: takes(1, 1, ([value]) => Object.values(objectFrom(value))),
  merge: takes(1, 1, ([list]) => merged(listFrom(list), (a, b) => ({ ...a, ...b }))),
  mergeDeep: takes(1, 1, ([list]) => merged(listFrom(list), mergedDeep)),
};

function toNumber(value: Value): Value {
  if (isNumber(value)) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') throw new ExpressionError(`${typeOf(value)} is no number`);
  const read = parseNumber(value.trim());
  if (read === null) throw new ExpressionError('the text is no number');
  return read;
}

function toBool(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (isNumber(value)) return !isZero(value);
  return value === 'true';
}

/** Lists are joined, objects put over each other; what is null is left out. */
function merged(items: readonly Value[], over: (a: ObjectValue, b: ObjectValue) => ObjectValue): Value {
  const given = items.filter((item) => item !== null);
  if (given.length > 0 && given.every(isList)) return given.flat();
  if (given.every(isObject)) return given.reduce<ObjectValue>(over, {});
  throw new ExpressionError('only lists with lists and objects with objects can be merged');
}

function mergedDeep(a: ObjectValue, b: ObjectValue): ObjectValue {
  const entries = Object.entries(b).map(([key, value]): [string, Value] => {
    const before = Object.hasOwn(a, key) ? (a[key] ?? null) : null;
    if (isObject(before) && isObject(value)) return [key, mergedDeep(before, value)];
    if (isList(before) && isList(value)) return [key, [...before, ...value]];
    return [key, value];
  });
  return { ...a, ...Object.fromEntries(entries) };
}
