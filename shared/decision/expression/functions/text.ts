import { ExpressionError, Interval, isList, isNumber, equals, typeOf, type Value } from '../values.ts';
import { listFrom, takes, textFrom, type Functions } from './signature.ts';

export const TEXT: Functions = {
  lower: takes(1, 1, ([text]) => textFrom(text).toLowerCase()),
  upper: takes(1, 1, ([text]) => textFrom(text).toUpperCase()),
  trim: takes(1, 1, ([text]) => textFrom(text).trim()),
  startsWith: takes(2, 2, ([text, part]) => textFrom(text).startsWith(textFrom(part))),
  endsWith: takes(2, 2, ([text, part]) => textFrom(text).endsWith(textFrom(part))),
  matches: takes(2, 2, ([text, pattern]) => patternFrom(pattern).test(textFrom(text))),
  extract: takes(2, 2, ([text, pattern]) => {
    const found = patternFrom(pattern).exec(textFrom(text));
    // A group that took no part is undefined, whatever its type says.
    return Array.from({ length: found?.length ?? 0 }, (_, group) => found?.[group] ?? '');
  }),
  split: takes(2, 2, ([text, separator]) => {
    const parts = textFrom(text).split(textFrom(separator));
    return separator === '' ? ['', ...parts, ''] : parts;
  }),
  fuzzyMatch: takes(2, 2, ([value, text]) => {
    const wanted = textFrom(text);
    if (typeof value === 'string') return similarity(value, wanted);
    return listFrom(value).map((item) => similarity(textFrom(item), wanted));
  }),
  len: takes(1, 1, ([value]) => {
    if (typeof value === 'string') return Array.from(value).length;
    if (value !== undefined && isList(value)) return value.length;
    throw new ExpressionError(`${typeOf(value ?? null)} has no length`);
  }),
  contains: takes(2, 2, ([container = null, part = null]) => contains(container, part)),
};

function contains(container: Value, part: Value): boolean {
  if (typeof container === 'string' && typeof part === 'string') return container.includes(part);
  if (isList(container)) return container.some((item) => equals(item, part));
  if (container instanceof Interval && isNumber(part)) return container.includes(part);
  throw new ExpressionError(`${typeOf(container)} can not contain ${typeOf(part)}`);
}

const patterns = new Map<string, RegExp>();
const PATTERNS_MAX = 500;
const PATTERN_LENGTH_MAX = 500;

/** Kept, since a table asks for the same ones again and again. */
function patternFrom(value: Value | undefined): RegExp {
  const source = textFrom(value);
  const known = patterns.get(source);
  if (known) return known;
  if (source.length > PATTERN_LENGTH_MAX) throw new ExpressionError('the pattern is too long');
  if (patterns.size >= PATTERNS_MAX) patterns.clear();
  const made = compiled(source);
  patterns.set(source, made);
  return made;
}

function compiled(source: string): RegExp {
  try {
    return new RegExp(source, 'u');
  } catch {
    throw new ExpressionError('the pattern is not a regular expression');
  }
}

/** One less the number of changes (optimal string alignment) for each sign of the longer text, rounded as the peer does. */
function similarity(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const longest = Math.max(left.length, right.length);
  return longest === 0 ? 1 : 1 - changes(left, right) / longest;
}

function changes(a: readonly string[], b: readonly string[]): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  a.forEach((sign, i) => {
    const next = [i + 1];
    b.forEach((other, j) => {
      const cost = sign === other ? 0 : 1;
      let least = Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + cost);
      const isSwapped = i > 0 && j > 0 && sign === b[j - 1] && a[i - 1] === other;
      if (isSwapped) least = Math.min(least, (before[j - 1] ?? 0) + 1);
      next.push(least);
    });
    [before, row] = [row, next];
  });
  return row[b.length] ?? 0;
}
