import { compare } from '../lending/exact/rational.ts';
import { parseDecimal } from '../lending/exact/decimal.ts';

/**
 * The first place in which a result is not what is expected, in words; `null` where there is none. Only what is expected
 * is looked at. Decimal texts are compared by value, so `1.50` is `1.5`.
 */
export function firstDifference(expected: unknown, actual: unknown, path = ''): string | null {
  if (Array.isArray(expected)) return listDifference(expected, actual, path);
  if (typeof expected === 'object' && expected !== null) return fieldDifference(expected, actual, path);
  return isSame(expected, actual) ? null : `${path || 'result'}: expected ${written(expected)}, got ${written(actual)}`;
}

function listDifference(expected: readonly unknown[], actual: unknown, path: string): string | null {
  if (!Array.isArray(actual)) return `${path || 'result'}: expected a list, got ${written(actual)}`;
  if (expected.length !== actual.length) {
    return `${path || 'result'}: expected ${expected.length} entries, got ${actual.length}`;
  }
  for (const [index, entry] of expected.entries()) {
    const found = firstDifference(entry, actual[index], `${path}[${index}]`);
    if (found !== null) return found;
  }
  return null;
}

function fieldDifference(expected: object, actual: unknown, path: string): string | null {
  const fields: Record<string, unknown> = typeof actual === 'object' && actual !== null ? { ...actual } : {};
  for (const [name, value] of Object.entries(expected)) {
    const found = firstDifference(value, fields[name], path === '' ? name : `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

function isSame(expected: unknown, actual: unknown): boolean {
  if (expected === actual) return true;
  if (typeof expected !== 'string' || typeof actual !== 'string') return false;
  const wanted = parseDecimal(expected);
  const got = parseDecimal(actual);
  return wanted !== null && got !== null && compare(wanted, got) === 0;
}

function written(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
