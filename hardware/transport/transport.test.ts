/** The promises of `Transport`, kept by real sockets and real ports. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { systemClock } from '../link/clock.ts';
import { createPtyCable, hasSocat } from '../testing/pty.ts';
import { createTransport } from './create.ts';
import type { Link, LinkError, Transport } from './transport.ts';

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, at) => at);

interface Opened {
  readonly link: Link;
  readonly losses: LinkError[];
  /** Resolves with all bytes received once there are that many. */
  received(count: number): Promise<Buffer>;
  readonly lost: Promise<LinkError>;
}

async function mustOpen(transport: Transport): Promise<Opened> {
  const losses: LinkError[] = [];
  let bytes = Buffer.alloc(0);
  let onBytes = (): void => undefined;
  const lost = Promise.withResolvers<LinkError>();
  const handlers = {
    onData: (more: Uint8Array): void => {
      bytes = Buffer.concat([bytes, more]);
      onBytes();
    },
    onLost: (reason: LinkError): void => {
      losses.push(reason);
      lost.resolve(reason);
    },
  };
  const outcome = await transport.open(handlers, new AbortController().signal);
  if (!outcome.ok) throw new Error(`open failed: ${outcome.error.code}`);
  const received = async (count: number): Promise<Buffer> => {
    while (bytes.length < count) await new Promise<void>((done) => (onBytes = done));
    return bytes;
  };
  return { link: outcome.link, losses, received, lost: lost.promise };
}

async function refusalOf(address: string, signal = new AbortController().signal): Promise<string> {
  const handlers = { onData: () => undefined, onLost: () => undefined };
  const outcome = await createTransport(address, systemClock).open(handlers, signal);
  return outcome.ok ? 'opened' : outcome.error.code;
}

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
  expect(await refusalOf(`tcp://127.0.0.1:${port}`)).toBe('refused');
});

test('a host that no name server knows is unreachable', async () => {
  expect(await refusalOf('tcp://nowhere.invalid:4201')).toBe('unreachable');
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
  const refusal = refusalOf('tcp://127.0.0.1:1', abort.signal);
  abort.abort();
  expect(await refusal).toBe('cancelled');
  expect(await refusalOf('tcp://127.0.0.1:1', abort.signal)).toBe('cancelled');
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

test('a serial path that does not exist is missing', async () => {
  expect(await refusalOf('serial:///dev/ttyNothingHere')).toBe('port-missing');
});

test('a file that is no port fails', async () => {
  expect(await refusalOf(`serial://${import.meta.filename}`)).toBe('failed');
});

test.skipIf(!hasSocat)(
  'a serial link carries all byte values both ways, also after a change of rate (needs socat)',
  async () => {
    const cable = createPtyCable();
    await cable.plug();
    const near = await mustOpen(createTransport(`serial://${cable.hostPath}`, systemClock));
    const far = await mustOpen(createTransport(`serial://${cable.devicePath}`, systemClock));
    near.link.write(ALL_BYTES);
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
  expect(await refusalOf(address)).toBe('port-busy');
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
    await opened.link.close();
    expect(opened.losses).toHaveLength(1);
  },
);
