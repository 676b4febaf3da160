/** The promises of `Transport`, kept by real sockets and real ports. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { systemClock } from '../link/clock.ts';
import { mustOpen, refusalOf } from '../testing/opened.ts';
import { createPtyCable, hasSocat } from '../testing/pty.ts';
import { createTransport } from './create.ts';

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, at) => at);

const refusedAs = (address: string, signal?: AbortSignal) => refusalOf(createTransport(address, systemClock), signal);

async function tcpServer(): Promise<{ port: number; guest: Promise<Socket>; close: () => void }> {
  const server = createServer();
  const guest = once(server, 'connection').then(([socket]: Socket[]) => {
    if (socket === undefined) throw new Error('no socket');
    return socket;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, guest, close: () => server.close() };
}

test('an address that parseAddress refuses is a mistake of the caller', () => {
  expect(() => createTransport('nonsense', systemClock)).toThrow('device address refused: not-an-address');
});

test('a TCP port where nobody listens is refused', async () => {
  const { port, close } = await tcpServer();
  close();
  expect(await refusedAs(`tcp://127.0.0.1:${port}`)).toBe('refused');
});

test('a host that no name server knows is unreachable', async () => {
  expect(await refusedAs('tcp://nowhere.invalid:4201')).toBe('unreachable');
});

test('a host that never answers is unreachable after the connect limit', async () => {
  // The clock decides: this one lets every limit pass at once.
  const hasty = { nowMs: () => 0, after: (_: number, then: () => void) => (queueMicrotask(then), () => undefined) };
  const handlers = { onData: () => undefined, onLost: () => undefined };
  const outcome = await createTransport('tcp://127.0.0.1:1', hasty).open(handlers, new AbortController().signal);
  expect(outcome).toMatchObject({ ok: false, error: { code: 'unreachable' } });
});

test('an opening that is cancelled says so', async () => {
  const abort = new AbortController();
  const refusal = refusedAs('tcp://127.0.0.1:1', abort.signal);
  abort.abort();
  expect(await refusal).toBe('cancelled');
  expect(await refusedAs('tcp://127.0.0.1:1', abort.signal)).toBe('cancelled');
});

test('TCP carries all byte values both ways', async () => {
  const { port, guest, close } = await tcpServer();
  const opened = await mustOpen(createTransport(`tcp://127.0.0.1:${port}`, systemClock));
  const far = await guest;
  far.on('data', (bytes) => far.write(bytes));
  opened.link.write(ALL_BYTES);
  expect(new Uint8Array(await opened.received(256))).toEqual(ALL_BYTES);
  await opened.link.close();
  close();
});

test('drain waits for a far side that does not read, and ends with the link', async () => {
  const { port, guest, close } = await tcpServer();
  const { link } = await mustOpen(createTransport(`tcp://127.0.0.1:${port}`, systemClock));
  const far = (await guest).pause();
  await link.drain();
  // More than both ends' buffers hold.
  const bytes = new Uint8Array(32 * 1024 * 1024);
  let isDrained = false;
  link.write(bytes);
  const drained = link.drain().then(() => (isDrained = true));
  let got = 0;
  const half = new Promise<void>((done) => {
    far.on('data', (piece) => {
      got += piece.length;
      if (got > 1024 * 1024) done();
    });
  });
  far.resume();
  await half;
  far.pause();
  expect(isDrained).toBe(false);
  await Promise.all([link.close(), drained]);
  far.destroy();
  close();
});

test.each([
  ['closed by the other side', (far: Socket) => far.end()],
  ['reset by the other side', (far: Socket) => far.resetAndDestroy()],
])('a TCP link %s is lost exactly once, and writing to it does no harm', async (_, cut) => {
  const { port, guest, close } = await tcpServer();
  const opened = await mustOpen(createTransport(`tcp://127.0.0.1:${port}`, systemClock));
  cut(await guest);
  expect(await opened.lost).toMatchObject({ code: 'lost' });
  opened.link.write(ALL_BYTES);
  await opened.link.close();
  expect(opened.losses).toHaveLength(1);
  close();
});

test('a TCP link that we close is not reported as lost', async () => {
  const { port, guest, close } = await tcpServer();
  const opened = await mustOpen(createTransport(`tcp://127.0.0.1:${port}`, systemClock));
  const ended = once((await guest).resume(), 'close');
  await opened.link.close();
  await opened.link.close();
  await ended;
  expect(opened.losses).toEqual([]);
  close();
});

test.skipIf(process.platform !== 'linux')('a device that is not plugged in is missing (needs Linux)', async () => {
  for (const scheme of ['serial', 'hid', 'file']) expect(await refusedAs(`${scheme}://0000:0000`)).toBe('port-missing');
});

test('a serial path that does not exist is missing', async () => {
  expect(await refusedAs('serial:///dev/ttyNothingHere')).toBe('port-missing');
});

test('a file that is no port fails', async () => {
  expect(await refusedAs(`serial://${import.meta.filename}`)).toBe('failed');
});

test.skipIf(!hasSocat)(
  'a serial link carries all byte values both ways, also after a change of rate (needs socat)',
  async () => {
    const cable = createPtyCable();
    await cable.plug();
    const near = await mustOpen(createTransport(`serial://${cable.hostPath}`, systemClock));
    const far = await mustOpen(createTransport(`serial://${cable.devicePath}`, systemClock));
    near.link.write(ALL_BYTES);
    await near.link.drain();
    expect(new Uint8Array(await far.received(256))).toEqual(ALL_BYTES);
    far.link.setBaud(9600);
    far.link.write(ALL_BYTES);
    expect(new Uint8Array(await near.received(256))).toEqual(ALL_BYTES);
    await Promise.all([near.link.close(), far.link.close()]);
    expect([...near.losses, ...far.losses]).toEqual([]);
    await cable.unplug();
  },
);

test.skipIf(!hasSocat)('a serial port that is open already is busy, and free after closing (needs socat)', async () => {
  const cable = createPtyCable();
  await cable.plug();
  const address = `serial://${cable.hostPath}`;
  const first = await mustOpen(createTransport(address, systemClock));
  expect(await refusedAs(address)).toBe('port-busy');
  await first.link.close();
  const second = await mustOpen(createTransport(address, systemClock));
  await second.link.close();
  await cable.unplug();
});

// Several times, since serialport itself misses a hang-up that comes at the wrong moment.
test.skipIf(!hasSocat).each([1, 2, 3, 4])(
  'a serial link whose plug is pulled is lost exactly once, time %i (needs socat)',
  async () => {
    const cable = createPtyCable();
    await cable.plug();
    const opened = await mustOpen(createTransport(`serial://${cable.hostPath}`, systemClock));
    await cable.unplug();
    expect(await opened.lost).toMatchObject({ code: 'lost' });
    opened.link.write(ALL_BYTES);
    await opened.link.drain();
    await opened.link.close();
    expect(opened.losses).toHaveLength(1);
  },
);
