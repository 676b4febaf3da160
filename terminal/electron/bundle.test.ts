import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../test/support/repository.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhanggui-electron-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('shell and agent bundle to plain JavaScript, with a preload script that loads nothing but Electron', async () => {
  const vite = inRoot('node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--config', inRoot('terminal/electron/vite.config.ts'), '--outDir', directory];
  const built = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(built.status, built.stderr).toBe(0);
  expect(await readdir(directory)).toEqual(expect.arrayContaining(['main.js', 'core.js', 'preload.cjs']));
  const preload = await readFile(join(directory, 'preload.cjs'), 'utf8');
  expect(preload.match(/require\([^)]*\)/g)).toEqual(["require('electron')"]);
  expect(preload).not.toMatch(/\bas typeof\b/);
});
