/** The terminal agent as a program: environment in, one line when ready, out on a signal or when its parent is gone. */
import { readConfig } from './config.ts';
import { keepRecent, kindOf } from './log.ts';
import { FatalProblem } from './problem.ts';
import { startAgent } from './start-agent.ts';
import { VERSION } from './version.ts';

/** Enough for some hours of a counter's day, for the diagnostics bundle. */
const LOG_LINES_KEPT = 500;
const log = keepRecent(
  LOG_LINES_KEPT,
  (line) => process.stdout.write(line),
  () => Date.now(),
);

log.info('starting', { version: VERSION });
try {
  const agent = await startAgent(readConfig(process.env), log);
  let isStopping = false;
  const stop = (reason: string): void => {
    if (isStopping) return;
    isStopping = true;
    log.info('stopping', { reason });
    agent.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('stop-failed', { kind: kindOf(error) });
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  process.once('disconnect', () => stop('disconnect'));
  log.info('ready', { port: agent.port });
  process.send?.({ ready: true, url: agent.url });
} catch (error) {
  if (!(error instanceof FatalProblem)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
