/** `zhanggui` as people start it: a process of its own, whose lines and exit code are all there is to see. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

const eventSchema = z.record(z.string(), z.unknown());

export interface CliEnd {
  readonly code: number | null;
  /** Lines of standard output, parsed; a line that is no JSON throws. */
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly end: Promise<CliEnd>;
  /** The next line of standard output. */
  readonly line: () => Promise<string>;
  /** The first line of standard error: it waits for the person now. */
  readonly hint: () => Promise<unknown>;
  readonly type: (line: string) => void;
  readonly interrupt: () => void;
}

export function startCli(args: readonly string[], environment: Readonly<Record<string, string>> = {}): RunningCli {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, LANG: 'C', LC_ALL: '', LC_MESSAGES: '', ...environment },
    stdio: 'pipe',
  });
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    lines.push(line);
    waiting.shift()?.(line);
  });
  let taken = 0;
  const hinted = once(child.stderr, 'data');
  const ended = Promise.all([once(child, 'close'), text(child.stderr)]);
  return {
    end: ended.then(([, stderr]) => ({
      code: child.exitCode,
      stdout: lines.join('\n'),
      stderr,
      events: args.includes('--json') ? lines.map((line) => eventSchema.parse(JSON.parse(line))) : [],
    })),
    line: () => {
      const line = lines[taken];
      taken += 1;
      return line === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(line);
    },
    hint: () => hinted,
    type: (line) => child.stdin.write(`${line}\n`),
    interrupt: () => child.kill('SIGINT'),
  };
}

export function runCli(...args: readonly string[]): Promise<CliEnd> {
  return startCli(args).end;
}

export interface SimulatedByCli {
  readonly address: string;
  readonly cli: RunningCli;
  /** Ends it as Ctrl-C does, and resolves with how it ended. */
  readonly stop: () => Promise<CliEnd>;
}

/** `zhanggui simulate`, listening. */
export async function startSimulation(...args: readonly string[]): Promise<SimulatedByCli> {
  const cli = startCli(['simulate', ...args, '--json']);
  const { address } = JSON.parse(await cli.line()) as { address: string };
  return {
    address,
    cli,
    stop: () => {
      cli.interrupt();
      return cli.end;
    },
  };
}
