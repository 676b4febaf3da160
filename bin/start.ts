// `npm start`: the whole of Zhanggui on one machine, with its sandbox. Starts, prints one table, opens the kiosk,
// and stops everything again on Ctrl-C or when one of its programs dies.
import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { hasCode, problemLine } from './problem.ts';
import { readConfig, type StartConfig } from './start/config.ts';
import { killTracked } from './start/group.ts';
import { Household } from './start/household.ts';
import { launch } from './start/launch.ts';
import { takeLock } from './start/lock.ts';
import { startTable } from './start/table.ts';
import { openWindow } from './start/window.ts';

const usage = 'npm start -- [--headless] [--kiosk]   (--headless: no window; --kiosk: full screen)';
const startedAt = performance.now();
let dataDir = '.data';
let unlock: () => Promise<void> = () => Promise.resolve();
let ending = false;

process.on('exit', killTracked);
// The reader of our lines may be gone (`npm start | head`); that is no reason to stop without order.
process.stdout.on('error', (error) => {
  if (!hasCode(error, 'EPIPE')) throw error;
});

const household = new Household((line) => void end(1, line));

main().catch((error: unknown) => void end(1, problemLine(error, dataDir)));

async function main(): Promise<void> {
  const options = readArguments();
  const config = readConfig(process.env);
  dataDir = config.dataDir;
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  unlock = await takeLock(dataDir);
  stopOnSignals();
  const running = await launch(config, household, say);
  if (household.isStopping()) return;
  say(startTable({ ...running, seconds: (performance.now() - startedAt) / 1000 }));
  if (!options.headless) await showWindow(config, running.kioskUrl, options.kiosk);
}

function readArguments(): { headless: boolean; kiosk: boolean } {
  const { values } = parseArgs({
    options: {
      headless: { type: 'boolean', default: false },
      kiosk: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(usage);
    process.exit(0);
  }
  return values;
}

async function showWindow(config: StartConfig, url: string, kiosk: boolean): Promise<void> {
  const none = await openWindow({ url, dataDir: config.dataDir, logDir: `${config.dataDir}/logs`, kiosk });
  if (none !== undefined) say(none);
}

/** One press may arrive several times (terminal, npm, bootstrap); only a later one is the impatient second. */
function stopOnSignals(): void {
  let firstAt: number | undefined;
  const onSignal = (): void => {
    const now = performance.now();
    if (firstAt === undefined) {
      firstAt = now;
      void end(0, 'Stopping …');
    } else if (now - firstAt > 1_000) {
      process.exit(130);
    }
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  // bootstrap.mjs was killed: nobody is left who could stop us.
  process.on('disconnect', onSignal);
}

async function end(code: number, line: string): Promise<void> {
  if (ending) return;
  ending = true;
  say(line);
  try {
    await household.stop();
    await unlock();
  } catch (error) {
    say(problemLine(error, dataDir));
    process.exit(1);
  }
  process.exit(code);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
