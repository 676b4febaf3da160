import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../../test/support/ports.ts';
import { checkDisk, checkPorts } from './preflight.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function listen(host: string): Promise<number> {
  const port = await freePort();
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  return port;
}

test.each(['127.0.0.1', '0.0.0.0'])(
  'a port that is taken on %s is named with its holder and the way out',
  async (host) => {
    const port = await listen(host);
    const check = checkPorts([{ port, use: 'the server', variable: 'SERVER_PORT' }]);
    await expect(check).rejects.toThrow(`Port ${port} for the server is held by`);
    await expect(check).rejects.toThrow('SERVER_PORT');
    if (process.platform === 'linux') await expect(check).rejects.toThrow(`process ${process.pid}`);
  },
);

test('free ports pass', async () => {
  await expect(checkPorts([{ port: await freePort(), use: 'x', variable: 'X' }])).resolves.toBeUndefined();
});

const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && canMount();

function canMount(): boolean {
  return spawnSync('unshare', ['--mount', 'true']).status === 0;
}

test.skipIf(!mayMount)('a disk with less than 500 MB is refused with what to do (needs root)', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'zhanggui-disk-'));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', directory], { encoding: 'utf8' });
  expect(mounted.stderr).toBe('');
  cleanups.push(() => spawnSync('umount', [directory]));
  await expect(checkDisk(directory)).rejects.toThrow(`The disk that holds ${directory} is full: free at least 500 MB`);
});
