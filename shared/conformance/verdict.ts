/** What became of one case. */
export type Verdict =
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'failed'; readonly difference: string }
  | { readonly outcome: 'skipped'; readonly reason: string };

export interface CaseResult {
  readonly id: string;
  readonly verdict: Verdict;
}

export const PASSED: Verdict = { outcome: 'passed' };

export function failed(difference: string): Verdict {
  return { outcome: 'failed', difference };
}

export function skipped(reason: string): Verdict {
  return { outcome: 'skipped', reason };
}

/** What is printed of a file: its counts, the first difference of each failed case, and why cases were skipped. */
export function reportLines(file: string, results: readonly CaseResult[]): string[] {
  const count = (outcome: Verdict['outcome']): number =>
    results.filter(({ verdict }) => verdict.outcome === outcome).length;
  const reasons = new Set(results.flatMap(({ verdict }) => (verdict.outcome === 'skipped' ? [verdict.reason] : [])));
  const failures = results.flatMap(({ id, verdict }) =>
    verdict.outcome === 'failed' ? [`  ${id}: ${verdict.difference}`] : [],
  );
  return [
    `${file}: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`,
    ...failures,
    ...[...reasons].map((reason) => `  skipped: ${reason}`),
  ];
}
