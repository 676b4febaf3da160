import { expect, test } from 'vitest';
import { parseAddress } from './address.ts';

test.each([
  ['serial:///dev/ttyUSB0', { scheme: 'serial', path: '/dev/ttyUSB0', baud: 115200 }],
  ['serial:///dev/ttyUSB0?baud=9600', { scheme: 'serial', path: '/dev/ttyUSB0', baud: 9600 }],
  [
    'serial:///dev/serial/by-id/usb-1a86_USB-if00',
    { scheme: 'serial', path: '/dev/serial/by-id/usb-1a86_USB-if00', baud: 115200 },
  ],
  ['serial:///tmp/a%20b', { scheme: 'serial', path: '/tmp/a b', baud: 115200 }],
  ['serial://COM3', { scheme: 'serial', path: 'COM3', baud: 115200 }],
  ['tcp://127.0.0.1:4201', { scheme: 'tcp', host: '127.0.0.1', port: 4201, baud: 115200 }],
  ['tcp://[::1]:4201?baud=9600', { scheme: 'tcp', host: '::1', port: 4201, baud: 9600 }],
])('%s is an address', (text, address) => {
  expect(parseAddress(text)).toEqual({ ok: true, address });
});

test.each([
  ['/dev/ttyUSB0', 'not-an-address'],
  ['', 'not-an-address'],
  ['tcp://host:70000', 'not-an-address'],
  ['hid://1234:5678', 'unknown-scheme'],
  ['http://127.0.0.1:80', 'unknown-scheme'],
  ['usb://0400', 'unknown-scheme'],
  ['serial://', 'missing-path'],
  ['serial:///', 'missing-path'],
  ['tcp:4201', 'missing-host'],
  ['tcp://host', 'missing-port'],
  ['tcp://host:0', 'bad-port'],
  ['serial:///dev/ttyUSB0?baud=fast', 'bad-baud'],
  ['serial:///dev/ttyUSB0?baud=100', 'bad-baud'],
  ['serial:///dev/ttyUSB0?parity=even', 'unknown-option'],
])('%j is refused as %s', (text, code) => {
  expect(parseAddress(text)).toEqual({ ok: false, code });
});
