import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Address, DeviceTarget, UsbIdentity } from './address.ts';
import { parseAddress } from './address.ts';
import { formatAddress } from './format-address.ts';

const at = (path: string) => ({ by: 'path', path }) as const;
const bridge = { vendorId: '1a86', productId: '7523', serialNumber: null, at: null, interface: null };
const honeywell = { ...bridge, vendorId: '0c2e', productId: '0b61' };
const reader = { ...bridge, vendorId: '0400', productId: 'c35a' };
const framing = { reportId: null, sizeBytes: 64, hasLength: false };
const by = (identity: UsbIdentity) => ({ by: 'identity', ...identity }) as const;

test.each<[string, Address]>([
  ['serial:///dev/ttyUSB0', { scheme: 'serial', target: at('/dev/ttyUSB0'), baud: 115200 }],
  ['SERIAL:///dev/ttyUSB0?baud=9600', { scheme: 'serial', target: at('/dev/ttyUSB0'), baud: 9600 }],
  ['serial:///tmp/a%20b', { scheme: 'serial', target: at('/tmp/a b'), baud: 115200 }],
  ['serial:///dev/serial/by-id/usb-a', { scheme: 'serial', target: at('/dev/serial/by-id/usb-a'), baud: 115200 }],
  ['serial://COM3', { scheme: 'serial', target: at('COM3'), baud: 115200 }],
  ['serial://1A86:7523', { scheme: 'serial', target: by(bridge), baud: 115200 }],
  ['serial://1a86:7523/A%2FB', { scheme: 'serial', target: by({ ...bridge, serialNumber: 'A/B' }), baud: 115200 }],
  ['serial://1a86:7523?at=1-1.2&baud=9600', { scheme: 'serial', target: by({ ...bridge, at: '1-1.2' }), baud: 9600 }],
  ['tcp://127.0.0.1:4201', { scheme: 'tcp', host: '127.0.0.1', port: 4201, baud: 115200 }],
  ['tcp://[::1]:4201?baud=9600', { scheme: 'tcp', host: '::1', port: 4201, baud: 9600 }],
  ['tcp://counter-1.lan:4201', { scheme: 'tcp', host: 'counter-1.lan', port: 4201, baud: 115200 }],
  ['hid:///dev/hidraw3', { scheme: 'hid', target: at('/dev/hidraw3'), framing }],
  ['hid://0C2E:0b61', { scheme: 'hid', target: by(honeywell), framing }],
  [
    'hid://0c2e:0b61/1234?interface=0',
    { scheme: 'hid', target: by({ ...honeywell, serialNumber: '1234', interface: 0 }), framing },
  ],
  [
    'hid:///dev/hidraw3?report=2&size=32&length=1',
    { scheme: 'hid', target: at('/dev/hidraw3'), framing: { reportId: 2, sizeBytes: 32, hasLength: true } },
  ],
  ['hid:///%5C%5C%3F%5CHID%23VID_0C2E', { scheme: 'hid', target: at('\\\\?\\HID#VID_0C2E'), framing }],
  ['usb://0400:C35A', { scheme: 'usb', target: reader, pipes: 'one' }],
  ['usb://0400:c35a?at=1-1&pipes=four', { scheme: 'usb', target: { ...reader, at: '1-1' }, pipes: 'four' }],
  ['file:///dev/usb/lp0', { scheme: 'file', target: at('/dev/usb/lp0') }],
  ['file://0400:c35a', { scheme: 'file', target: by(reader) }],
])('%s is an address', (text, address) => {
  expect(parseAddress(text)).toEqual({ ok: true, address });
});

test.each([
  ['/dev/ttyUSB0', 'not-an-address'],
  ['', 'not-an-address'],
  ['tcp:4201', 'not-an-address'],
  ['serial:///dev/tty USB0', 'not-an-address'],
  ['serial:///dev/ttyUSB0#1', 'not-an-address'],
  ['serial:///dev/\ud800', 'not-an-address'],
  ['http://127.0.0.1:80', 'unknown-scheme'],
  ['javascript://x', 'unknown-scheme'],
  ['serial://', 'missing-path'],
  ['serial:///', 'missing-path'],
  ['file://', 'missing-path'],
  ['serial:///dev/%00', 'bad-path'],
  ['serial:///dev/%E0%A4', 'bad-path'],
  ['serial://dev/ttyUSB0', 'bad-path'],
  ['tcp://127.0.0.1:80/path', 'bad-path'],
  ['usb://0400', 'missing-ids'],
  ['usb:///dev/bus/usb/001/002', 'missing-ids'],
  ['hid://COM3', 'missing-ids'],
  ['hid://0c2e:b61', 'missing-ids'],
  ['hid://0c2e:0b61/', 'bad-serial-number'],
  ['hid://0c2e:0b61/a/b', 'bad-serial-number'],
  ['hid://0c2e:0b61/%20a', 'bad-serial-number'],
  [`hid://0c2e:0b61/${'1'.repeat(127)}`, 'bad-serial-number'],
  ['tcp://:4201', 'missing-host'],
  ['tcp://user@host:4201', 'bad-host'],
  ['tcp://[::g]:4201', 'bad-host'],
  ['tcp://host', 'missing-port'],
  ['tcp://host:', 'missing-port'],
  ['tcp://host:0', 'bad-port'],
  ['tcp://host:70000', 'bad-port'],
  ['serial:///dev/ttyUSB0?baud=fast', 'bad-baud'],
  ['serial:///dev/ttyUSB0?baud=100', 'bad-baud'],
  ['serial:///dev/ttyUSB0?baud=9600&baud=9600', 'bad-baud'],
  ['hid:///dev/hidraw0?size=7', 'bad-option'],
  ['hid:///dev/hidraw0?report=0', 'bad-option'],
  ['hid:///dev/hidraw0?length=2', 'bad-option'],
  ['hid://0c2e:0b61?at=', 'bad-option'],
  ['usb://0400:c35a?pipes=two', 'bad-option'],
  ['usb://0400:c35a?baud=9600', 'unknown-option'],
  ['serial:///dev/ttyUSB0?parity=even', 'unknown-option'],
  ['serial:///dev/ttyUSB0?at=1-1', 'unknown-option'],
  ['file:///dev/usb/lp0?at=1-1', 'unknown-option'],
])('%j is refused as %s', (text, code) => {
  expect(parseAddress(text)).toEqual({ ok: false, code });
});

const hexId = fc.integer({ min: 0, max: 0xffff }).map((id) => id.toString(16).padStart(4, '0'));
const baud = fc.integer({ min: 300, max: 4_000_000 });
const isText = (text: string): boolean => !/\p{Cc}/u.test(text) && text === text.trim();
const identity: fc.Arbitrary<UsbIdentity> = fc.record({
  vendorId: hexId,
  productId: hexId,
  serialNumber: fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter(isText)),
  at: fc.option(fc.stringMatching(/^[\w.#:-]{1,64}$/)),
  interface: fc.option(fc.integer({ min: 0, max: 255 })),
});
const path = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => !/\p{Cc}/u.test(text))
  .map((text) => `/d${text}`);
const target: fc.Arbitrary<DeviceTarget> = fc.oneof(
  fc.oneof(path, fc.constantFrom('/dev/ttyUSB0', '\\\\?\\HID#VID_0C2E&MI_00#7&a')).map(at),
  identity.map(by),
);
const address: fc.Arbitrary<Address> = fc.oneof(
  fc.record({ scheme: fc.constant('serial'), target, baud }),
  fc.record({ scheme: fc.constant('serial'), target: fc.stringMatching(/^COM\d{1,3}$/).map(at), baud }),
  fc.record({
    scheme: fc.constant('tcp'),
    host: fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()),
    port: fc.integer({ min: 1, max: 65_535 }),
    baud,
  }),
  fc.record({
    scheme: fc.constant('hid'),
    target,
    framing: fc.record({
      reportId: fc.option(fc.integer({ min: 1, max: 255 })),
      sizeBytes: fc.integer({ min: 8, max: 4096 }),
      hasLength: fc.boolean(),
    }),
  }),
  fc.record({ scheme: fc.constant('usb'), target: identity, pipes: fc.constantFrom('one', 'four') }),
  fc.record({ scheme: fc.constant('file'), target }),
);

test('what is formatted is parsed back to the same', () => {
  fc.assert(
    fc.property(address, (one) => {
      expect(parseAddress(formatAddress(one))).toEqual({ ok: true, address: one });
    }),
  );
});

test('any text is either refused or means the same after formatting', () => {
  const scheme = fc.constantFrom('serial', 'hid', 'usb', 'file', 'tcp');
  const piece = fc.constantFrom(...'/ ? & = % : 1a86 7523 :// at size length COM3 9600 dev [::1] # \\ %20'.split(' '));
  const rest = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 9 }).map((all) => all.join('')),
  );
  const text = fc.tuple(scheme, rest).map((parts) => parts.join('://'));
  fc.assert(
    fc.property(text, (one) => {
      const parsed = parseAddress(one);
      if (parsed.ok) expect(parseAddress(formatAddress(parsed.address))).toEqual(parsed);
    }),
    { numRuns: 500 },
  );
});
