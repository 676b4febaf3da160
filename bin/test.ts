// `npm test`: everything, in one run, with one closing line. More arguments go to Vitest: a part of a file name, or
// --project=unit.
import { join } from 'node:path';
import { parseCLI, startVitest } from 'vitest/node';
import { buildInterfaces, interfaces } from './build.ts';
import { buildDir } from './paths.ts';
import { problemLine } from './problem.ts';
import { killTracked } from './start/group.ts';
import { closingLine, countResults, type Counts } from './test/counts.ts';
import { ensureTools } from './test/tools.ts';

process.on('exit', killTracked);
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(130));

main().catch((error: unknown) => {
  say(problemLine(error, buildDir));
  finish({ passed: 0, failed: 1, skipped: 0 });
});

async function main(): Promise<void> {
  const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
  ensureTools(say);
  const built = await build();
  const vitest = await startVitest(filter, { ...options, watch: false });
  await vitest.close();
  const counts = countResults(vitest.state.getTestModules(), vitest.state.getUnhandledErrors());
  finish(built ? counts : { ...counts, failed: counts.failed + 1 });
}

/** The sale in the browser needs the built screens; everything else is still worth running without them. */
async function build(): Promise<boolean> {
  try {
    await buildInterfaces(interfaces, { logDir: join(buildDir, 'logs'), say });
    return true;
  } catch (error) {
    say(problemLine(error, buildDir));
    return false;
  }
}

function finish(counts: Counts): void {
  if (counts.passed + counts.failed === 0) say('No test was run.');
  say(closingLine(counts));
  process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
