// One way to start a program of ours: in its own process group, its output in a log file, and "ready" said over the
// IPC channel. When the launcher dies, however it dies, the channel closes and the program ends itself.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { rootDir } from '../paths.ts';
import { hasCode, Problem } from '../problem.ts';
import { ownGroup, signalGroup, track } from './group.ts';

export interface Program {
  /** The name in lines, and of the log file. */
  readonly name: string;
  /** A module for Node, as an absolute path. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logDir: string;
  readonly readyWithinMs?: number;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Child<Ready> {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** What the program said when it was ready. */
  readonly ready: Ready;
  /** Resolves when it has ended, wanted or not. */
  readonly exited: Promise<Exit>;
  /** SIGTERM, and SIGKILL after five seconds. */
  stop(): Promise<void>;
  /** SIGKILL at once, as a power cut would; for tests, and for the second Ctrl-C. */
  kill9(): Promise<void>;
}

const stopWithinMs = 5_000;
const readySchema = z.object({ ready: z.literal(true) });

/** Resolves when the program says that it is ready; everything it said comes back, checked by the schema. */
export async function startChild<Ready>(program: Program, schema: z.ZodType<Ready>): Promise<Child<Ready>> {
  const logFile = join(program.logDir, `${program.name}.log`);
  const child = await spawnLogged(program, logFile);
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      // What it had started itself and did not take along.
      signalGroup(child, 'SIGKILL');
      resolve({ code, signal });
    });
    // A program that could not be started at all has no exit event.
    child.once('error', () => resolve({ code: null, signal: null }));
  });
  const stop = (): Promise<void> => end(child, exited, 'SIGTERM');
  const kill9 = (): Promise<void> => end(child, exited, 'SIGKILL');
  try {
    const ready = schema.parse(await firstReady(child, program, logFile));
    return { name: program.name, pid: child.pid ?? 0, logFile, ready, exited, stop, kill9 };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function spawnLogged(program: Program, logFile: string): Promise<ChildProcess> {
  await mkdir(program.logDir, { recursive: true });
  await rename(logFile, `${logFile}.previous`).catch((error: unknown) => {
    if (!hasCode(error, 'ENOENT')) throw error;
  });
  const log = await open(logFile, 'a');
  try {
    return track(
      spawn(process.execPath, [program.script], {
        cwd: rootDir,
        env: { ...process.env, ...program.env },
        stdio: ['ignore', log.fd, log.fd, 'ipc'],
        detached: ownGroup,
      }),
    );
  } finally {
    await log.close();
  }
}

async function firstReady(child: ChildProcess, program: Program, logFile: string): Promise<unknown> {
  const withinMs = program.readyWithinMs ?? 60_000;
  const cancel = new AbortController();
  try {
    return await Promise.race([
      new Promise((resolve, reject) => {
        child.on('message', (message) => {
          if (readySchema.safeParse(message).success) resolve(message);
        });
        child.once('error', reject);
        child.once('exit', (code, signal) => {
          lastWords(logFile).then(
            (words) => reject(new Problem(endedLine(program.name, { code, signal }, logFile, words))),
            reject,
          );
        });
      }),
      sleep(withinMs, undefined, { signal: cancel.signal }).then(() => {
        throw new Problem(`${program.name} was not ready within ${withinMs / 1000} s; its log is ${logFile}.`);
      }),
    ]);
  } finally {
    cancel.abort();
  }
}

export function endedLine(name: string, exit: Exit, logFile: string, lastLine = ''): string {
  const how = exit.signal === null ? `with code ${exit.code}` : `by ${exit.signal}`;
  return `${name} ended unexpectedly ${how}${lastLine === '' ? '' : `: ${lastLine}`} (log: ${logFile})`;
}

/** The line of a log that most likely says why a program ended: the error's own, not the stack below it. */
export async function lastWords(logFile: string): Promise<string> {
  const text = await readFile(logFile, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return '';
    throw error;
  });
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('Node.js v'));
  const line = lines.findLast((candidate) => /^\S*(Error|Problem)\b.*:/.test(candidate)) ?? lines.at(-1) ?? '';
  return line.trim().slice(0, 300);
}

async function end(child: ChildProcess, exited: Promise<Exit>, first: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (hasEnded(child)) return;
  signalGroup(child, first);
  const cancel = new AbortController();
  const late = sleep(stopWithinMs, 'late' as const, { signal: cancel.signal }).catch(() => 'cancelled' as const);
  if ((await Promise.race([exited, late])) === 'late') {
    signalGroup(child, 'SIGKILL');
    await exited;
  }
  cancel.abort();
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
