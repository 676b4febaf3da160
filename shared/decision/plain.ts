import type { Value } from './expression/index.ts';

/**
 * Plain JSON of anything: dates and intervals as texts, long decimals as the nearest double. What JSON has no form for
 * becomes null.
 */
export function plain(value: unknown): Value {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? null : (JSON.parse(text) as Value);
}
