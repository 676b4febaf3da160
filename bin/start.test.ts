import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePorts } from '../test/support/ports.ts';
import { inRoot } from './paths.ts';
import { isAlive } from './postgres/leftover.ts';

// `npm start -- --headless` as a person runs it, on free ports and in a folder of its own: the real programs.
let directory: string;
let env: Record<string, string>;
const launchers: ChildProcess[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhanggui-start-'));
  await chmod(directory, 0o755);
  const names = [
    'SERVER_PORT',
    'AGENT_PORT',
    'READER_PORT',
    'SCANNER_PORT',
    'CONTROL_PORT',
    'PRINTER_PORT',
    'POSTGRES_PORT',
  ];
  const ports = await freePorts(names.length);
  env = { DATA_DIR: directory, ...Object.fromEntries(names.map((name, index) => [name, String(ports[index])])) };
});

afterAll(async () => {
  for (const launcher of launchers) launcher.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

interface Run {
  readonly launcher: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<unknown[]>;
}

function start(changes: Record<string, string> = {}): Run {
  const launcher = spawn(process.execPath, [inRoot('bin/start.ts'), '--headless'], {
    env: { ...process.env, ...env, ...changes },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  launchers.push(launcher);
  let text = '';
  for (const stream of [launcher.stdout, launcher.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  return { launcher, output: () => text, ended: once(launcher, 'exit') };
}

async function untilReady(run: Run): Promise<void> {
  await expect.poll(() => run.output(), { timeout: 90_000, interval: 50 }).toContain('Ctrl-C stops everything.');
}

async function pagesOf(run: Run): Promise<number[]> {
  const addresses = run.output().match(/http:\/\/127\.0\.0\.1:\d+\S*/g) ?? [];
  return Promise.all(addresses.map(async (address) => (await fetch(address)).status));
}

describe('a start', { timeout: 120_000 }, () => {
  test('ends with one table of places that answer and logins, and Ctrl-C leaves nothing behind', async () => {
    const run = start();
    await untilReady(run);
    expect(run.output()).toMatch(/沙箱托盘 Sandbox tray +http/);
    expect(run.output()).toMatch(/Sandbox logins \(password for all: \S+\):\n.* clerk\b/);
    expect(await pagesOf(run)).toEqual([200, 200, 200]);
    expect((await stat(join(directory, 'secrets.json'))).mode & 0o077).toBe(0);
    const postgres = Number.parseInt(await readFile(join(directory, 'pg/postmaster.pid'), 'utf8'), 10);

    run.launcher.kill('SIGINT');
    expect(await run.ended).toEqual([0, null]);
    expect(isAlive(postgres)).toBe(false);
    for (const name of ['SERVER_PORT', 'AGENT_PORT', 'READER_PORT', 'CONTROL_PORT']) {
      await expect(fetch(`http://127.0.0.1:${env[name]}`)).rejects.toThrow();
    }
    expect(existsSync(join(directory, 'launcher.pid'))).toBe(false);
  });

  test('a second time builds nothing, and a second launcher beside it is refused', async () => {
    const run = start();
    await untilReady(run);
    expect(run.output()).not.toMatch(/Making|Building/);
    const second = start();
    expect(await second.ended).toEqual([1, null]);
    expect(second.output()).toMatch(/^Zhanggui already runs on .*: stop it with Ctrl-C there, or set DATA_DIR.*\n$/);
    run.launcher.kill('SIGTERM');
    expect(await run.ended).toEqual([0, null]);
  });

  test('with a port that is taken ends with one line, before anything was started', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(Number(env['AGENT_PORT']), '127.0.0.1', resolve));
    const { output, ended } = start({ DATA_DIR: join(directory, 'other') });
    expect(await ended).toEqual([1, null]);
    expect(output()).toMatch(/^Port \d+ for the terminal agent is held by .*: stop it, or set AGENT_PORT to .*\n$/);
    taken.close();
  });

  test('with a setting that cannot be used names the variable', async () => {
    const { output, ended } = start({ SERVER_PORT: 'http' });
    expect(await ended).toEqual([1, null]);
    expect(output()).toMatch(/^The environment variable SERVER_PORT cannot be used: .*\n$/);
  });
});
