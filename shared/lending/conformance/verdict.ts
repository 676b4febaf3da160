import { firstDifference } from '../../conformance/difference.ts';
import { failed, PASSED, type Verdict } from '../../conformance/verdict.ts';
import type { Outcome } from '../refusal.ts';

/** Judges one case of a format. */
export type CaseRunner = (testCase: unknown) => Verdict;

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
