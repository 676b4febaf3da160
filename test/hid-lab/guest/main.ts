/** Runs in the lab's machine: every check in its order, and one report for each. */
import { uptime } from 'node:os';
import { CHECK_NAMES } from '../check-names.ts';
import type { Report } from '../report.ts';
import { CHECKS } from './checks.ts';

report({ kind: 'booted', upMs: Math.round(uptime() * 1000) });
for (const name of CHECK_NAMES) {
  const begunMs = performance.now();
  const failure = await CHECKS[name]().then(
    () => null,
    (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  report({ kind: 'check', name, tookMs: Math.round(performance.now() - begunMs), failure });
}
report({ kind: 'finished' });
process.exit(0);

function report(report: Report): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
