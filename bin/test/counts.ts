// What a run of Vitest comes to, in three numbers. A file that cannot be loaded, a failing hook and an error that
// nobody caught are failures too, although no test carries them.
import type { TestModule } from 'vitest/node';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function countResults(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): Counts {
  const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
  for (const module of modules) {
    if (module.errors().length > 0) counts.failed += 1;
    for (const suite of module.children.allSuites()) if (suite.errors().length > 0) counts.failed += 1;
    for (const test of module.children.allTests()) counts[outcomeOf(test.result().state)] += 1;
  }
  return counts;
}

function outcomeOf(state: 'passed' | 'failed' | 'skipped' | 'pending'): keyof Counts {
  // A test that is still waiting when the run is over was cut off.
  return state === 'pending' ? 'failed' : state;
}

export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
