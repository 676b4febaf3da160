/** The promises of `Transport`, kept by real files, FIFOs, and a pty in the place of a printer's device file. */
import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../link/clock.ts';
import { mustOpen, refusalOf } from '../../testing/opened.ts';
import { createPtyCable, hasSocat } from '../../testing/pty.ts';
import { createTransport } from '../create.ts';
import { systemCode } from '../open-errors.ts';

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, at) => at);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hardware-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const transportTo = (path: string) => createTransport(`file://${path}`, systemClock);

function fifo(): { path: string; openReader: () => number } {
  const path = join(folder, 'fifo');
  execFileSync('mkfifo', [path]);
  return { path, openReader: () => openSync(path, constants.O_RDONLY | constants.O_NONBLOCK) };
}

test('a plain file gets all bytes, behind what it holds', async () => {
  const path = join(folder, 'paper');
  writeFileSync(path, 'before');
  const { link } = await mustOpen(transportTo(path));
  link.write(ALL_BYTES);
  link.write(Uint8Array.of(1, 2));
  await link.drain();
  expect(await readFile(path)).toEqual(Buffer.concat([Buffer.from('before'), ALL_BYTES, Uint8Array.of(1, 2)]));
  await Promise.all([link.close(), link.close()]);
});

test('what is written may change after the call', async () => {
  const path = join(folder, 'paper');
  writeFileSync(path, '');
  const { link } = await mustOpen(transportTo(path));
  const bytes = Uint8Array.of(7, 7);
  link.write(bytes);
  bytes.fill(0);
  await link.drain();
  expect([...(await readFile(path))]).toEqual([7, 7]);
  await link.close();
});

test('what is not there is missing, and a folder is no device', async () => {
  expect(await refusalOf(transportTo(join(folder, 'nothing')))).toBe('port-missing');
  expect(await refusalOf(transportTo(folder))).toBe('failed');
});

test.skipIf(process.platform === 'win32')('a FIFO that nobody reads is missing (needs POSIX)', async () => {
  expect(await refusalOf(transportTo(fifo().path))).toBe('port-missing');
});

test.skipIf(process.platform === 'win32')(
  'a device that takes no more lets drain wait, and then gets every byte in order (needs POSIX)',
  async () => {
    const { path, openReader } = fifo();
    const reader = openReader();
    const { link } = await mustOpen(transportTo(path));
    const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => at % 251);
    link.write(bytes);
    let isDrained = false;
    const drained = link.drain().then(() => (isDrained = true));
    const first = await readFrom(reader, 100_000);
    // A pipe holds 64 KiB.
    expect(isDrained).toBe(false);
    const rest = await readFrom(reader, 200_000);
    await drained;
    expect(Buffer.concat([first, rest]).equals(bytes)).toBe(true);
    await link.close();
    closeSync(reader);
  },
);

test.skipIf(process.platform === 'win32')(
  'a link can be closed while its device takes nothing (needs POSIX)',
  async () => {
    const { path, openReader } = fifo();
    const reader = openReader();
    const { link, losses } = await mustOpen(transportTo(path));
    link.write(new Uint8Array(300_000));
    await readFrom(reader, 1);
    await Promise.all([link.close(), link.drain()]);
    expect(losses).toEqual([]);
    closeSync(reader);
  },
);

test.skipIf(process.platform === 'win32')('a reader that goes away is a loss, told once (needs POSIX)', async () => {
  const { path, openReader } = fifo();
  const reader = openReader();
  const opened = await mustOpen(transportTo(path));
  closeSync(reader);
  opened.link.write(Uint8Array.of(1));
  expect(await opened.lost).toMatchObject({ code: 'lost', detail: 'write EPIPE' });
  opened.link.write(Uint8Array.of(1));
  await opened.link.close();
  expect(opened.losses).toHaveLength(1);
});

test.skipIf(!hasSocat)('a device file carries all byte values both ways (needs socat)', async () => {
  const cable = createPtyCable();
  await cable.plug();
  const near = await mustOpen(transportTo(cable.hostPath));
  const far = await mustOpen(createTransport(`serial://${cable.devicePath}`, systemClock));
  near.link.write(ALL_BYTES);
  expect(new Uint8Array(await far.received(256))).toEqual(ALL_BYTES);
  far.link.write(ALL_BYTES);
  expect(new Uint8Array(await near.received(256))).toEqual(ALL_BYTES);
  await Promise.all([near.link.close(), far.link.close()]);
  await cable.unplug();
});

test.skipIf(!hasSocat)('a device file whose device is pulled is lost exactly once (needs socat)', async () => {
  const cable = createPtyCable();
  await cable.plug();
  const hasty = { ...systemClock, after: (ms: number, then: () => void) => systemClock.after(ms / 20, then) };
  const opened = await mustOpen(createTransport(`file://${cable.hostPath}`, hasty));
  await cable.unplug();
  expect(await opened.lost).toMatchObject({ code: 'lost' });
  await opened.link.close();
  expect(opened.losses).toHaveLength(1);
});

async function readFrom(descriptor: number, count: number): Promise<Buffer> {
  const whole = Buffer.alloc(count);
  for (let at = 0; at < count;) {
    try {
      at += readSync(descriptor, whole, at, count - at, null);
    } catch (error) {
      if (systemCode(error) !== 'EAGAIN') throw error;
    }
    await new Promise(setImmediate);
  }
  return whole;
}
