import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { deviceLockName, isLockedHere, lockDevice } from './device-lock.ts';

/** Sockets that end with their owner exist on Linux and Windows. */
const hasLocks = process.platform === 'linux' || process.platform === 'win32';

async function mustLock(path: string) {
  const outcome = await lockDevice(path);
  if (!outcome.ok) throw new Error(outcome.error.detail);
  return outcome.lock;
}

test.skipIf(!hasLocks)('a device is locked once, until it is released (needs Linux or Windows)', async () => {
  const lock = await mustLock('/dev/hidraw-of-a-test');
  expect(await lockDevice('/dev/hidraw-of-a-test')).toMatchObject({ ok: false, error: { code: 'port-busy' } });
  expect(isLockedHere('/dev/hidraw-of-a-test')).toBe(true);
  const other = await mustLock('/dev/another-of-a-test');
  await Promise.all([lock.release(), other.release(), lock.release()]);
  expect(isLockedHere('/dev/hidraw-of-a-test')).toBe(false);
  await (await mustLock('/dev/hidraw-of-a-test')).release();
});

test.skipIf(process.platform !== 'linux')('a program that is killed leaves no lock behind (needs Linux)', async () => {
  const path = '/dev/hidraw-of-a-killed-program';
  const script = `require('net').createServer().listen('\\0${deviceLockName(path)}', () => console.log('locked'))`;
  const holder = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  expect(await lockDevice(path)).toMatchObject({ ok: false, error: { code: 'port-busy' } });
  expect(isLockedHere(path)).toBe(false);
  const ended = once(holder, 'exit');
  holder.kill('SIGKILL');
  await ended;
  await (await mustLock(path)).release();
});
