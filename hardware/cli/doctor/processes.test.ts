import { open } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { holdersOf, readProcesses } from './processes.ts';

test.skipIf(process.platform !== 'linux')('a process that has a device open is found by it (needs Linux)', async () => {
  const held = await open('/dev/full', 'w');
  const child = spawn('cat', { stdio: ['pipe', held.fd, 'ignore'] });
  await once(child, 'spawn');
  const holders = await holdersOf(['/dev/full'], await readProcesses('/proc'));
  expect(holders).toContainEqual({ path: '/dev/full', pid: child.pid, name: expect.any(String) as string });
  expect(holders.every(({ pid }) => pid !== process.pid)).toBe(true);
  child.kill();
  await once(child, 'close');
  await held.close();
});

test('a folder that is not there holds no processes', async () => {
  expect(await readProcesses('/nonexistent')).toEqual([]);
});
