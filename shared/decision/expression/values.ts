import { compareNumbers } from './arithmetic.ts';
import { Decimal, numberText, type Num } from './decimal.ts';
import { DateValue } from './dates/date-value.ts';

/** What an expression can come to. Objects and lists are plain JSON ones; they are never changed by an expression. */
export type Value = null | boolean | Num | string | readonly Value[] | ObjectValue | Interval | DateValue;
export interface ObjectValue {
  readonly [key: string]: Value;
}

export interface IntervalEnds {
  readonly includesFrom: boolean;
  readonly includesTo: boolean;
  readonly isOutside: boolean;
}

/** `[1..5)`: between two numbers or two instants, each end within or not; `]1..5[` is all but what lies between. */
export class Interval {
  readonly from: Value;
  readonly to: Value;
  readonly includesFrom: boolean;
  readonly includesTo: boolean;
  readonly isOutside: boolean;

  constructor(from: Value, to: Value, { includesFrom, includesTo, isOutside }: IntervalEnds) {
    this.from = from;
    this.to = to;
    this.includesFrom = includesFrom;
    this.includesTo = includesTo;
    this.isOutside = isOutside;
  }

  includes(value: Value): boolean {
    const [low, high] = [order(value, this.from), order(value, this.to)];
    if (this.isOutside) return low <= 0 || high >= 0;
    return (this.includesFrom ? low >= 0 : low > 0) && (this.includesTo ? high <= 0 : high < 0);
  }

  /** The whole numbers within, for lists made of it. */
  numbers(): readonly number[] {
    if (typeof this.from !== 'number' || typeof this.to !== 'number' || this.isOutside)
      throw new ExpressionError('an interval of whole numbers is wanted');
    const first = Math.ceil(this.from) + (this.includesFrom || !Number.isInteger(this.from) ? 0 : 1);
    const last = Math.floor(this.to) - (this.includesTo || !Number.isInteger(this.to) ? 0 : 1);
    if (last - first > INTERVAL_MAX) throw new ExpressionError('the interval is too long');
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  }

  toString(): string {
    if (this.isOutside) return `]${textOf(this.from)}..${textOf(this.to)}[`;
    return `${this.includesFrom ? '[' : '('}${textOf(this.from)}..${textOf(this.to)}${this.includesTo ? ']' : ')'}`;
  }

  toJSON(): string {
    return this.toString();
  }
}
const INTERVAL_MAX = 1_000_000;

/** What went wrong while an expression was computed; in a decision it is a result of its own, never a silent "no". */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

export type TypeName = 'null' | 'bool' | 'number' | 'string' | 'array' | 'object' | 'interval' | 'date';

export function typeOf(value: Value): TypeName {
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    default:
      if (value === null) return 'null';
      if (Array.isArray(value)) return 'array';
      if (value instanceof Decimal) return 'number';
      if (value instanceof Interval) return 'interval';
      return isDate(value) ? 'date' : 'object';
  }
}

export function isDate(value: Value): value is DateValue {
  return value instanceof DateValue;
}

export function isNumber(value: Value): value is Num {
  return typeof value === 'number' || value instanceof Decimal;
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: Value): value is ObjectValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isScalarObject(value);
}

/** Values of our own classes, which are no objects with fields to an expression. */
function isScalarObject(value: object): value is Decimal | Interval | DateValue {
  return value instanceof Decimal || value instanceof Interval || value instanceof DateValue;
}

/** Equal by value; lists, objects and intervals are equal to nothing, as in the peer's language. */
export function equals(a: Value, b: Value): boolean {
  if (a === b) return typeof a !== 'object' || a === null;
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b) === 0;
  if (isDate(a) && isDate(b)) return a.instant === b.instant;
  return false;
}

/** Negative, zero or positive; only numbers and dates have an order. */
export function order(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (isDate(a) && isDate(b)) return a.instant - b.instant;
  throw new ExpressionError(`${typeOf(a)} and ${typeOf(b)} can not be compared`);
}

export function isIn(value: Value, collection: Value): boolean {
  if (isList(collection)) return collection.some((item) => equals(value, item));
  if (collection instanceof Interval) return collection.includes(value);
  if (isObject(collection) && typeof value === 'string') return Object.hasOwn(collection, value);
  throw new ExpressionError(`nothing can be in ${typeOf(collection)}`);
}

export function truth(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  throw new ExpressionError(`true or false is wanted, not ${typeOf(value)}`);
}

/** As it stands within a text. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (isNumber(value)) return numberText(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (isDate(value) || value instanceof Interval) return value.toString();
  throw new ExpressionError(`${typeOf(value)} has no text`);
}

/** A field of an object; null where there is none, or no object. Never anything inherited. */
export function fieldOf(value: Value, key: string): Value {
  return isObject(value) && Object.hasOwn(value, key) ? (value[key] ?? null) : null;
}
