import { open } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { holdersOf, isOurs, readProcesses } from './processes.ts';

test.skipIf(process.platform !== 'linux')('a process that has a device open is found by it (needs Linux)', async () => {
  const held = await open('/dev/full', 'w');
  const child = spawn('cat', { stdio: ['pipe', held.fd, 'ignore'] });
  await once(child, 'spawn');
  const holders = await holdersOf(['/dev/full'], await readProcesses('/proc'));
  expect(holders).toContainEqual({ path: '/dev/full', pid: child.pid, name: 'cat', isOurs: false });
  expect(holders.every(({ pid }) => pid !== process.pid)).toBe(true);
  child.kill();
  await once(child, 'close');
  await held.close();
});

test.each([
  ['node --no-warnings /opt/shop/terminal/agent/main.ts', true],
  ['node terminal/agent/main.ts', true],
  ['node /opt/shop/hardware/cli/main.ts scan serial:///dev/ttyUSB0', true],
  ['/opt/zhanggui/zhanggui', true],
  ['/usr/lib/electron/electron --type=utility --user-data-dir=/home/kiosk/.config/zhanggui --lang=zh', true],
  ['minicom -D /dev/ttyUSB0', false],
  ['cat /srv/zhanggui/notes', false],
  ['/opt/zhanggui/minicom', false],
  ['node /opt/other/agent/main.ts', false],
  ['', false],
])('%j is a program of ours: %s', (command, expected) => {
  expect(isOurs(command)).toBe(expected);
});

test('a folder that is not there holds no processes', async () => {
  expect(await readProcesses('/nonexistent')).toEqual([]);
});
