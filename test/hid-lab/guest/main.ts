/** Runs in the lab's machine: every check in its order, and one report for each. */
import { uptime } from 'node:os';
import { inspect } from 'node:util';
import { checksNamed } from '../check-names.ts';
import type { Report } from '../report.ts';
import { CHECKS } from './checks.ts';
import { within } from './waiting.ts';

/** For what a check itself does not limit, as closing a device. */
const CHECK_LIMIT_MS = 20_000;

report({ kind: 'booted', upMs: Math.round(uptime() * 1000) });
for (const name of checksNamed(process.argv[2])) {
  const begunMs = performance.now();
  const failure = await within(CHECK_LIMIT_MS, 'the end of the check', CHECKS[name]()).then(
    () => null,
    (error: unknown) => inspect(error),
  );
  report({ kind: 'check', name, tookMs: Math.round(performance.now() - begunMs), failure });
}
report({ kind: 'finished' });
process.exit(0);

function report(report: Report): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
