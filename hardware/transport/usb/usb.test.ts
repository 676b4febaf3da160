/** The promises of `Transport`, on a USB device that is only an endpoint pair in memory. */
import { expect, test } from 'vitest';
import { mustOpen, refusalOf } from '../../testing/opened.ts';
import type { UsbDevice } from './usb-device.ts';
import { planPipes } from './usb-device.ts';
import { usbTransport } from './usb.ts';

const target = { vendorId: '0400', productId: 'c35a', serialNumber: null, at: null, interface: null };
const end = (endpointNumber: number, direction: 'in' | 'out') => ({
  endpointNumber,
  direction,
  type: 'bulk',
  packetSize: 64,
});
const vendorInterface = {
  interfaceNumber: 0,
  alternate: { interfaceClass: 0xff, endpoints: [end(1, 'in'), end(2, 'out'), end(5, 'in'), end(6, 'out')] },
};

let devices = 100;

/** Says what was written to it: a reader that echoes. Waits are short so that a test does not. */
function echoingReader(port = 1) {
  devices += 1;
  const written: { endpoint: number; bytes: number[] }[] = [];
  const waiting: Uint8Array[] = [];
  const log: string[] = [];
  const state = { isPlugged: true, opened: false };
  const mustBeThere = (): void => {
    if (!state.isPlugged) throw new Error('transferIn error: device disconnected');
  };
  const device: UsbDevice = {
    vendorId: 0x0400,
    productId: 0xc35a,
    bus: '001',
    address: devices,
    ports: [1, port],
    get opened() {
      return state.opened;
    },
    configuration: { interfaces: [vendorInterface] },
    open: async () => void (state.opened = true),
    close: async () => {
      state.opened = false;
      log.push('close');
    },
    claimInterface: async (number) => void log.push(`claim ${number}`),
    detachKernelDriver: () => Promise.reject(new Error('no kernel driver attached')),
    nativeTransferIn: async () => {
      await new Promise(setImmediate);
      mustBeThere();
      const packet = waiting.shift();
      if (packet === undefined) throw new Error('transferIn error: Cancelled');
      return packet;
    },
    nativeTransferOut: async (endpoint, _, bytes) => {
      mustBeThere();
      written.push({ endpoint, bytes: [...bytes] });
      waiting.push(Uint8Array.from(bytes));
      return bytes.length;
    },
  };
  return { device, written, log, state };
}

const listOf =
  (...found: UsbDevice[]) =>
  () =>
    Promise.resolve({ ok: true, devices: found } as const);

test('bytes go both ways in packets, and closing frees the device', async () => {
  const { device, written, log, state } = echoingReader();
  const transport = usbTransport({ target, pipes: 'one' }, listOf(device));
  const opened = await mustOpen(transport);
  const bytes = Uint8Array.from({ length: 150 }, (_, at) => at);
  opened.link.write(bytes);
  expect(new Uint8Array(await opened.received(150))).toEqual(bytes);
  await opened.link.drain();
  expect(written.map((packet) => [packet.endpoint, packet.bytes.length])).toEqual([
    [2, 64],
    [2, 64],
    [2, 22],
  ]);
  expect(await refusalOf(transport)).toBe('port-busy');
  await Promise.all([opened.link.close(), opened.link.close()]);
  expect([log, state.opened, opened.losses]).toEqual([['claim 0', 'close'], false, []]);
  expect(await refusalOf(transport)).toBe('opened');
});

test('with four pipes a command is split as GA 467 says', async () => {
  const { device, written } = echoingReader();
  const opened = await mustOpen(usbTransport({ target, pipes: 'four' }, listOf(device)));
  const status = [0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x03, 0x11, 0xff, 0xed];
  opened.link.write(Uint8Array.from(status));
  expect([...(await opened.received(10))]).toEqual(status);
  expect(written).toEqual([
    { endpoint: 2, bytes: status.slice(0, 7) },
    { endpoint: 6, bytes: status.slice(7) },
  ]);
  await opened.link.close();
});

test('a reader that is pulled is lost exactly once', async () => {
  const { device, state } = echoingReader();
  const opened = await mustOpen(usbTransport({ target, pipes: 'one' }, listOf(device)));
  state.isPlugged = false;
  expect(await opened.lost).toMatchObject({ code: 'lost' });
  opened.link.write(Uint8Array.of(1));
  await opened.link.close();
  expect(opened.losses).toHaveLength(1);
});

test('of two the one in the socket is meant, and none if that is not said', async () => {
  const [one, two] = [echoingReader(1), echoingReader(2)];
  const list = listOf(one.device, two.device);
  expect(await refusalOf(usbTransport({ target, pipes: 'one' }, list))).toBe('failed');
  expect(await refusalOf(usbTransport({ target: { ...target, at: '1-1.2' }, pipes: 'one' }, list))).toBe('opened');
  expect([one.log, two.log]).toEqual([[], ['claim 0', 'close']]);
  expect(await refusalOf(usbTransport({ target: { ...target, at: '1-1.3' }, pipes: 'one' }, list))).toBe(
    'port-missing',
  );
});

test.each([
  ['claimInterface error: interface is busy', 'port-busy'],
  ['open error: permission denied', 'permission'],
  ['open error: device disconnected', 'port-missing'],
  ['claimInterface error: invalid state', 'failed'],
])('"%s" means %s, and leaves the device free', async (message, code) => {
  const { device } = echoingReader();
  const broken = { ...device, opened: true, claimInterface: () => Promise.reject(new Error(message)) };
  const transport = usbTransport({ target, pipes: 'one' }, listOf(broken));
  expect(await refusalOf(transport)).toBe(code);
  expect(await refusalOf(transport)).toBe(code);
});

test('a package that is not there is told as it is', async () => {
  const list = () => Promise.resolve({ ok: false, error: { code: 'driver-missing', detail: 'install usb' } } as const);
  expect(await refusalOf(usbTransport({ target, pipes: 'one' }, list))).toBe('driver-missing');
});

test('the vendor class comes before the first interface, and a wanted one before both', () => {
  const first = { interfaceNumber: 0, alternate: { interfaceClass: 3, endpoints: [end(3, 'in'), end(3, 'out')] } };
  const vendor = { ...vendorInterface, interfaceNumber: 1 };
  expect(planPipes([first, vendor], null, 'one')).toMatchObject({
    interfaceNumber: 1,
    in: { head: { endpointNumber: 1 } },
    out: { head: { endpointNumber: 2 } },
  });
  expect(planPipes([first], null, 'one')).toMatchObject({ interfaceNumber: 0, in: { head: { endpointNumber: 3 } } });
  expect(planPipes([first, vendor], 0, 'one')).toMatchObject({ interfaceNumber: 0 });
  expect(planPipes([first], null, 'four')).toBeNull();
  expect(planPipes([], null, 'one')).toBeNull();
});
