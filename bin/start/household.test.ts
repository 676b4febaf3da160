import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort } from '../../test/support/ports.ts';
import { inRoot } from '../paths.ts';
import { isAlive } from '../postgres/leftover.ts';
import { startChild } from './child.ts';
import { Household } from './household.ts';

// Real processes: a launcher in small, with a real PostgreSQL, a program and a program of that program.
let directory: string;
const file = (name: string): string => join(directory, name);
const launchers: ChildProcess[] = [];

const programSource = `
import { spawn } from 'node:child_process';
const grandchild = spawn('sleep', ['600']);
process.on('disconnect', () => { grandchild.kill(); process.exit(0); });
if (process.env['STUBBORN'] === '1') process.on('SIGTERM', () => console.log('no'));
process.send?.({ ready: true, grandchild: grandchild.pid });
if (process.env['FAILS'] === '1') setTimeout(() => { throw new RangeError('the flour is out'); }, 50);
`;

const launcherSource = `
import { z } from 'zod';
import { startPostgres } from '${inRoot('bin/postgres.ts')}';
import { startChild } from '${inRoot('bin/start/child.ts')}';
import { Household } from '${inRoot('bin/start/household.ts')}';
const [directory, port] = process.argv.slice(2);
const household = new Household((line) => console.log(line));
const logDir = directory + '/logs';
const postgres = await startPostgres({ dataDir: directory + '/pg', port: Number(port), password: 'x', durable: false });
household.addFoundation('postgres', postgres, directory + '/postgres.log');
const program = await startChild(
  { name: 'program', script: directory + '/program.ts', logDir, env: {} },
  z.looseObject({ grandchild: z.number() }),
);
household.addProgram(program);
process.on('SIGINT', () => household.stop().then(() => process.exit(0)));
console.log(JSON.stringify([postgres.pid, program.pid, program.ready.grandchild]));
`;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhanggui-household-'));
  await chmod(directory, 0o755);
  await writeFile(file('program.ts'), programSource);
  // Beside the other modules of bin, so that "zod" is found from there.
  await writeFile(file('launcher.ts'), launcherSource.replace("'zod'", `'${inRoot('node_modules/zod/index.js')}'`));
});

afterAll(async () => {
  for (const launcher of launchers) launcher.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

async function startLauncher(): Promise<{ launcher: ChildProcess; pids: number[] }> {
  const args = [file('launcher.ts'), directory, String(await freePort())];
  const launcher = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  launchers.push(launcher);
  const lines = createInterface({ input: launcher.stdout });
  const line: unknown = (await once(lines, 'line'))[0];
  return { launcher, pids: z.array(z.number()).parse(JSON.parse(String(line))) };
}

async function untilGone(pids: readonly number[]): Promise<void> {
  await expect.poll(() => pids.filter(isAlive), { timeout: 8_000 }).toEqual([]);
}

test('Ctrl-C stops the programs, their programs and PostgreSQL, and leaves nothing behind', async () => {
  const { launcher, pids } = await startLauncher();
  expect(pids.filter(isAlive)).toEqual(pids);
  launcher.kill('SIGINT');
  expect(await once(launcher, 'exit')).toEqual([0, null]);
  await untilGone(pids);
});

test('when the launcher itself is killed, the programs end by themselves and the next start ends PostgreSQL', async () => {
  const { launcher, pids } = await startLauncher();
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  const [postgres = 0, ...programs] = pids;
  await untilGone(programs);
  expect(isAlive(postgres)).toBe(true);

  const second = await startLauncher();
  expect(isAlive(postgres)).toBe(false);
  second.launcher.kill('SIGINT');
  await once(second.launcher, 'exit');
  await untilGone(second.pids);
});

test('a program that dies is told with its name, its code, its last words and its log', async () => {
  const told = Promise.withResolvers<string>();
  const household = new Household((line) => told.resolve(line));
  const program = household.addProgram(await startProgram({ FAILS: '1' }));
  const line = await told.promise;
  expect(line).toBe(
    `program ended unexpectedly with code 1: RangeError: the flour is out (log: ${file('logs/program.log')})`,
  );
  await untilGone([program.pid, program.ready.grandchild]);
  await household.stop();
});

test('a program that dies before it is ready fails the start with the same line', async () => {
  await writeFile(file('broken.ts'), "throw new Error('no flour at all');");
  const start = startChild({ name: 'broken', script: file('broken.ts'), logDir: file('logs'), env: {} }, z.unknown());
  await expect(start).rejects.toThrow(/^broken ended unexpectedly with code 1: Error: no flour at all \(log: /);
});

test('a program that is never ready is ended and told', async () => {
  await writeFile(file('silent.ts'), 'setInterval(() => undefined, 1000);');
  const program = { name: 'silent', script: file('silent.ts'), logDir: file('logs'), env: {}, readyWithinMs: 300 };
  await expect(startChild(program, z.unknown())).rejects.toThrow('silent was not ready within 0.3 s');
});

test('a program that ignores SIGTERM is killed after five seconds', async () => {
  const child = await startProgram({ STUBBORN: '1' });
  const started = performance.now();
  await child.stop();
  expect(performance.now() - started).toBeGreaterThan(4_500);
  expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' });
  await untilGone([child.pid, child.ready.grandchild]);
});

function startProgram(env: Record<string, string>): ReturnType<typeof startChild<{ grandchild: number }>> {
  const program = { name: 'program', script: file('program.ts'), logDir: file('logs'), env };
  return startChild(program, z.object({ ready: z.literal(true), grandchild: z.number() }));
}
