import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { windowPage, writeWindowPage } from './window-page.ts';

const url = 'http://127.0.0.1:4100/#token=abc';
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhanggui-window-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('only the owner can read the page, also where an older one was open to all; its address has no token', async () => {
  await chmod(directory, 0o755);
  await writeFile(join(directory, 'window.html'), 'old', { mode: 0o644 });
  const address = await writeWindowPage(directory, url);
  expect(address).toMatch(/^file:.*window\.html$/);
  expect(await readFile(fileURLToPath(address), 'utf8')).toContain(JSON.stringify(url));
  expect((await stat(fileURLToPath(address))).mode & 0o777).toBe(0o600);
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
});

test('an address cannot end the script', () => {
  expect(windowPage('http://127.0.0.1/#</script><b>').match(/<\/script>/g)).toHaveLength(1);
});
