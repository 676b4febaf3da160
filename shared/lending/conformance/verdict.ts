import type { Outcome } from '../refusal.ts';
import { firstDifference } from './difference.ts';

/** What became of one case. */
export type Verdict =
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'failed'; readonly difference: string }
  | { readonly outcome: 'skipped'; readonly reason: string };

/** Judges one case of a format. */
export type CaseRunner = (testCase: unknown) => Verdict;

export const PASSED: Verdict = { outcome: 'passed' };

export function failed(difference: string): Verdict {
  return { outcome: 'failed', difference };
}

export function skipped(reason: string): Verdict {
  return { outcome: 'skipped', reason };
}

/** `expected` null means that the answer must be a refusal. */
export function judged<T>(
  expected: unknown,
  outcome: Outcome<T>,
  shown: (value: T) => unknown = (value) => value,
): Verdict {
  if (expected === null) {
    return outcome.ok ? failed(`expected a refusal, got ${JSON.stringify(shown(outcome.value))}`) : PASSED;
  }
  if (!outcome.ok) return failed(`refused: ${outcome.refusal.code} (${outcome.refusal.detail})`);
  const difference = firstDifference(expected, shown(outcome.value));
  return difference === null ? PASSED : failed(difference);
}
