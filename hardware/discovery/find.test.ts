import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HONEYWELL_DESCRIPTOR } from '../testing/honeywell-descriptor.ts';
import type { LinuxTree } from '../testing/linux-tree.ts';
import { createLinuxTree } from '../testing/linux-tree.ts';
import { findDevice } from './find.ts';
import { surveyLinux } from './linux.ts';

let tree: LinuxTree;
beforeEach(() => {
  tree = createLinuxTree();
});
afterEach(() => tree.remove());

const bridge = { vendorId: '1a86', productId: '7523', serialNumber: null, at: null, interface: null };
const find = (identity: Partial<typeof bridge> | object, scheme: 'serial' | 'hid' = 'serial') =>
  findDevice(scheme, { ...bridge, ...identity }, surveyLinux(tree.roots));

function plugBridge(at: string, name: string): void {
  tree.port('tty', name, join(tree.usb({ at, ids: '1a86:7523', driver: 'ch341' }), name));
}

test('a device is found by what it is, under the name that it has now', async () => {
  plugBridge('1-1', 'ttyUSB0');
  expect(await find({})).toEqual({ ok: true, path: join(tree.roots.dev, 'ttyUSB0') });
  tree.unplug('1-1');
  expect(await find({})).toMatchObject({ ok: false, error: { code: 'port-missing' } });
  plugBridge('1-1', 'ttyUSB7');
  expect(await find({})).toEqual({ ok: true, path: join(tree.roots.dev, 'ttyUSB7') });
});

test('of two the one in the socket is meant, and none if that is not said', async () => {
  plugBridge('1-1', 'ttyUSB0');
  plugBridge('1-2', 'ttyUSB1');
  expect(await find({ at: '1-2' })).toEqual({ ok: true, path: join(tree.roots.dev, 'ttyUSB1') });
  expect(await find({})).toMatchObject({ ok: false, error: { code: 'failed' } });
  expect(await find({ at: '1-3' })).toMatchObject({ ok: false, error: { code: 'port-missing' } });
});

test('another serial number is another device', async () => {
  tree.port('tty', 'ttyACM0', tree.usb({ at: '1-1', ids: '1eab:1d06', serial: 'A', driver: 'cdc_acm' }));
  const newland = { vendorId: '1eab', productId: '1d06' };
  expect(await find({ ...newland, serialNumber: 'A' })).toMatchObject({ ok: true });
  expect(await find({ ...newland, serialNumber: 'B' })).toMatchObject({ ok: false, error: { code: 'port-missing' } });
});

test('of a scanner with a keyboard the face that scans is opened', async () => {
  const ids = '0c2e:0b61';
  const usb = { at: '1-1', ids, interfaceClass: '03', driver: 'usbhid' };
  const id = '0003:00000C2E:00000B61';
  const keyboard = Uint8Array.of(0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0xc0);
  tree.hid('hidraw0', tree.usb({ ...usb, interfaceNumber: '00' }), { id, descriptor: keyboard });
  tree.hid('hidraw1', tree.usb({ ...usb, interfaceNumber: '01' }), { id, descriptor: HONEYWELL_DESCRIPTOR });
  const scanner = { vendorId: '0c2e', productId: '0b61' };
  expect(await find(scanner, 'hid')).toEqual({ ok: true, path: join(tree.roots.dev, 'hidraw1') });
  expect(await find({ ...scanner, interface: 0 }, 'hid')).toEqual({ ok: true, path: join(tree.roots.dev, 'hidraw0') });
});
