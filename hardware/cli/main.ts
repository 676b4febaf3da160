/** `zhanggui` as a program: arguments in, events out, 0 only on success. */
import { createInterface } from 'node:readline';
import { systemClock } from '../link/clock.ts';
import { run } from './run.ts';

const interrupting = new AbortController();
// `disconnect`: the program that started this one was killed. An error of stdout: whoever read our lines has gone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
  process.on(signal, () => interrupting.abort());
}
process.stdout.on('error', () => interrupting.abort());

// Promises that nobody waits for are heard here too: Node raises what they reject with as an exception.
const crashing = new AbortController();
process.on('uncaughtException', (error) => crashing.abort(error));

const code = await run(process.argv.slice(2), {
  environment: process.env,
  streams: {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
  },
  clock: systemClock,
  now: () => Date.now(),
  interrupted: interrupting.signal,
  crashed: crashing.signal,
  onLine,
});

// Some drivers keep a process alive after all has been closed (protocols 5.2), so it does not end by itself.
process.stdout.write('', () => process.exit(code));

function onLine(hear: (line: string) => void): () => void {
  // A program in the background that reads from its terminal is stopped by this signal, and would answer nobody.
  const ignore = (): void => undefined;
  process.on('SIGTTIN', ignore);
  process.stdin.on('error', ignore);
  const lines = createInterface({ input: process.stdin });
  lines.on('line', hear);
  return () => lines.close();
}
