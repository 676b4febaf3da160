import type { Environment } from '../environment.ts';
import type { Num } from '../decimal.ts';
import { ExpressionError, isList, isNumber, isObject, typeOf, type ObjectValue, type Value } from '../values.ts';

/** A function of the language: how many values it takes, and what it makes of them. */
export interface FunctionOf {
  readonly least: number;
  readonly most: number;
  readonly compute: (given: readonly Value[], environment: Environment) => Value;
}
export type Functions = Readonly<Record<string, FunctionOf>>;

export function takes(least: number, most: number, compute: FunctionOf['compute']): FunctionOf {
  return { least, most, compute };
}

function wanted(what: string, value: Value | undefined): ExpressionError {
  return new ExpressionError(`${what} is wanted, not ${typeOf(value ?? null)}`);
}

export function numberFrom(value: Value | undefined): Num {
  if (value !== undefined && isNumber(value)) return value;
  throw wanted('a number', value);
}

export function textFrom(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw wanted('a text', value);
}

export function listFrom(value: Value | undefined): readonly Value[] {
  if (value !== undefined && isList(value)) return value;
  throw wanted('a list', value);
}

export function objectFrom(value: Value | undefined): ObjectValue {
  if (value !== undefined && isObject(value)) return value;
  throw wanted('an object', value);
}

/** At least one number. */
export function numbersFrom(value: Value | undefined): readonly Num[] {
  const numbers = listFrom(value).map(numberFrom);
  if (numbers.length === 0) throw new ExpressionError('the list is empty');
  return numbers;
}
