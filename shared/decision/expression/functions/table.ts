import { DATA } from './data.ts';
import { DATES } from './dates.ts';
import { MATH } from './math.ts';
import type { FunctionOf, Functions } from './signature.ts';
import { TEXT } from './text.ts';

const FUNCTIONS: Functions = { ...MATH, ...TEXT, ...DATA, ...DATES };

/** Whose answer is true or false, so that a cell that only calls it needs no comparison. */
export const PREDICATES: ReadonlySet<string> = new Set(['contains', 'startsWith', 'endsWith', 'matches', 'isNumeric']);

/** The function, or what is wrong with the call. */
export function functionOf(name: string, count: number): FunctionOf | string {
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!known) return `there is no function "${name}"`;
  if (count < known.least || count > known.most) return `"${name}" wants another number of values`;
  return known;
}
