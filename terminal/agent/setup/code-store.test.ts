import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCodeStore } from './code-store.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-code-'));
  file = join(folder, 'setup-code.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a kept code is right after a restart, others are not, and the file does not show it', async () => {
  const store = await openCodeStore(file);
  expect([store.has(), await store.isRight('246810')]).toEqual([false, false]);
  await store.keep('246810');
  const again = await openCodeStore(file);
  expect([again.has(), await again.isRight('246810'), await again.isRight('246811')]).toEqual([true, true, false]);
  expect(readFileSync(file, 'utf8')).not.toContain('246810');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a damaged file opens nothing: the door stays shut, it does not vanish', async () => {
  writeFileSync(file, '{"version":1,');
  const store = await openCodeStore(file);
  expect([store.has(), await store.isRight('246810')]).toEqual([true, false]);
});
