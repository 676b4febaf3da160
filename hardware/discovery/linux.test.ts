import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseAddress } from '../transport/address.ts';
import { deviceLockName, lockDevice } from '../transport/device-lock.ts';
import { HONEYWELL_DESCRIPTOR } from '../testing/honeywell-descriptor.ts';
import type { LinuxTree } from '../testing/linux-tree.ts';
import { createLinuxTree } from '../testing/linux-tree.ts';
import { surveyLinux } from './linux.ts';
import { listDevices } from './list.ts';

let tree: LinuxTree;
beforeEach(() => {
  tree = createLinuxTree();
});
afterEach(() => tree.remove());

const KEYBOARD = Uint8Array.of(0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0xc0);
const list = () => listDevices(surveyLinux(tree.roots));

async function only() {
  const { devices } = await list();
  const [device] = devices;
  if (device === undefined || devices.length !== 1) throw new Error(`${devices.length} devices`);
  expect(parseAddress(device.address)).toMatchObject({ ok: true });
  return device;
}

/** A CH340 as it comes: no serial number, the bridge's ids, a port below its interface. */
function plugBridge(at: string, name: string): string {
  const face = tree.usb({ at, ids: '1a86:7523', product: 'USB Serial', driver: 'ch341' });
  return tree.port('tty', name, join(face, name));
}

describe('serial ports', () => {
  test('two bridges without serial numbers are told apart by their sockets', async () => {
    plugBridge('1-1.2', 'ttyUSB0');
    plugBridge('1-1.3', 'ttyUSB1');
    const { devices, blind } = await list();
    expect(blind).toEqual([]);
    expect(devices).toEqual([
      {
        address: 'serial://1a86:7523?at=1-1.2',
        kind: 'serial',
        vendorId: '1a86',
        productId: '7523',
        serialNumber: null,
        maker: null,
        product: 'USB Serial',
        at: '1-1.2',
        interface: 0,
        place: 'USB 1-1.2',
        path: join(tree.roots.dev, 'ttyUSB0'),
        usage: null,
        guess: null,
        access: 'ok',
      },
      expect.objectContaining({ address: 'serial://1a86:7523?at=1-1.3', path: join(tree.roots.dev, 'ttyUSB1') }),
    ]);
  });

  test('a scanner with a serial number is known by it', async () => {
    const face = tree.usb({ at: '1-2', ids: '1EAB:1D06', serial: 'FM 430/7', maker: 'Newland', driver: 'cdc_acm' });
    tree.port('tty', 'ttyACM0', face);
    expect(await only()).toMatchObject({
      address: 'serial://1eab:1d06/FM%20430%2F7',
      serialNumber: 'FM 430/7',
      maker: 'Newland',
      guess: 'scanner',
    });
  });

  test('clones with one serial number are told apart by their sockets', async () => {
    for (const [at, name] of [
      ['1-1', 'ttyUSB0'],
      ['1-2', 'ttyUSB1'],
    ] as const)
      tree.port('tty', name, join(tree.usb({ at, ids: '10c4:ea60', serial: '0001', driver: 'cp210x' }), name));
    const { devices } = await list();
    expect(devices.map(({ address }) => address)).toEqual([
      'serial://10c4:ea60/0001?at=1-1',
      'serial://10c4:ea60/0001?at=1-2',
    ]);
  });

  test('a device with two ports has an address for each', async () => {
    for (const [number, name] of [
      ['00', 'ttyACM0'],
      ['02', 'ttyACM1'],
    ] as const)
      tree.port(
        'tty',
        name,
        tree.usb({ at: '1-1', ids: '0c2e:0b6a', serial: 'S1', interfaceNumber: number, driver: 'cdc_acm' }),
      );
    const { devices } = await list();
    expect(devices.map(({ address }) => address)).toEqual([
      'serial://0c2e:0b6a/S1?interface=0',
      'serial://0c2e:0b6a/S1?interface=2',
    ]);
  });

  test('a serial number that no address can hold is no identity', async () => {
    tree.port('tty', 'ttyACM0', tree.usb({ at: '1-1', ids: '1fbb:3850', serial: 'a\u0001b', driver: 'cdc_acm' }));
    expect(await only()).toMatchObject({ address: 'serial://1fbb:3850?at=1-1', guess: 'scanner' });
  });

  test('built-in ports are those with a chip behind, consoles not among them', async () => {
    const builtIn = (name: string, type: string) =>
      tree.port('tty', name, join(tree.roots.sys, 'devices/pnp0', name), { type });
    builtIn('ttyS0', '4');
    builtIn('ttyS1', '4');
    builtIn('ttyS2', '0');
    tree.port('tty', 'tty1', join(tree.roots.sys, 'devices/virtual'));
    tree.port('tty', 'ttyGS0', join(tree.roots.sys, 'devices/platform/dummy_udc.0/gadget.0'));
    tree.write(join(tree.roots.sys, 'class/tty/console/active'), 'tty0 ttyS0\n');
    const path = join(tree.roots.dev, 'ttyS1');
    expect(await only()).toMatchObject({ address: `serial://${path}`, place: path, vendorId: null, guess: null });
  });
});

describe('HID devices', () => {
  test('a HID POS scanner is known by what its descriptor says', async () => {
    const face = tree.usb({ at: '1-1.4', ids: '0c2e:0b61', serial: '12345', interfaceClass: '03', driver: 'usbhid' });
    tree.hid('hidraw3', face, { id: '0003:00000C2E:00000B61', descriptor: HONEYWELL_DESCRIPTOR });
    expect(await only()).toMatchObject({
      address: 'hid://0c2e:0b61/12345',
      kind: 'hid',
      usage: { page: 0x8c, usage: 2 },
      guess: 'scanner',
      path: join(tree.roots.dev, 'hidraw3'),
      place: 'USB 1-1.4',
    });
  });

  test('a device that hangs on no USB is known by what the HID layer says', async () => {
    const descriptor = HONEYWELL_DESCRIPTOR;
    const hid = { id: '0003:0000FFFF:00000001', uniq: 'V1', name: 'Unknown scanner', descriptor };
    tree.hid('hidraw0', join(tree.roots.sys, 'devices/virtual/misc/uhid'), hid);
    const path = join(tree.roots.dev, 'hidraw0');
    expect(await only()).toMatchObject({ address: 'hid://ffff:0001/V1', product: 'Unknown scanner', place: path });
  });

  test('a keyboard is left out, a scanner that plays keyboard is not', async () => {
    const keyboard = tree.usb({ at: '1-1', ids: '046d:c31c', interfaceClass: '03', driver: 'usbhid' });
    tree.hid('hidraw0', keyboard, { id: '0003:0000046D:0000C31C', descriptor: KEYBOARD });
    const scanner = tree.usb({ at: '1-2', ids: '05e0:1200', interfaceClass: '03', driver: 'usbhid' });
    tree.hid('hidraw1', scanner, { id: '0003:000005E0:00001200', descriptor: KEYBOARD });
    expect(await only()).toMatchObject({
      address: 'hid://05e0:1200?at=1-2',
      usage: { page: 1, usage: 6 },
      guess: 'scanner',
    });
  });
});

describe('USB readers and printers', () => {
  test('a reader with pipes of its own needs no driver', async () => {
    tree.usb({ at: '1-1.1', ids: '0400:c35a', maker: 'SDT' });
    expect(await only()).toMatchObject({
      address: 'usb://0400:c35a?at=1-1.1',
      kind: 'usb',
      guess: 'reader',
      path: join(tree.roots.dev, 'bus/usb/001/1-1.1'),
      access: 'ok',
    });
  });

  test('one that a program has taken is busy', async () => {
    tree.usb({ at: '1-1.1', ids: '0400:c35a', driver: 'usbfs' });
    expect(await only()).toMatchObject({ access: 'busy' });
  });

  test('a printer is a device file', async () => {
    tree.port('usbmisc', 'lp0', tree.usb({ at: '1-3', ids: '0416:5011', interfaceClass: '07', driver: 'usblp' }));
    expect(await only()).toMatchObject({
      address: 'file://0416:5011?at=1-3',
      kind: 'printer',
      guess: 'printer',
      path: join(tree.roots.dev, 'usb/lp0'),
    });
  });

  test('a printer that no driver has taken is reached by its pipes', async () => {
    tree.usb({ at: '1-3', ids: '0416:5011', interfaceClass: '07' });
    expect(await only()).toMatchObject({ address: 'usb://0416:5011?at=1-3', kind: 'printer', guess: 'printer' });
  });

  test("hubs and sticks are nobody's device", async () => {
    tree.usb({ at: '1-1', ids: '1d6b:0002', interfaceClass: '09', driver: 'hub' });
    tree.usb({ at: '1-1.1', ids: '0951:1666', interfaceClass: '08', driver: 'usb-storage' });
    expect((await list()).devices).toEqual([]);
  });
});

describe('access', () => {
  test('what is missing to open a device is told once for each group', async () => {
    for (const [at, name] of [
      ['1-1', 'ttyUSB0'],
      ['1-2', 'ttyUSB1'],
    ] as const)
      tree.forbidden.add(plugBridge(at, name));
    const face = tree.usb({ at: '1-4', ids: '0c2e:0b61', interfaceClass: '03', driver: 'usbhid' });
    tree.forbidden.add(tree.hid('hidraw0', face, { id: '0003:00000C2E:00000B61', descriptor: HONEYWELL_DESCRIPTOR }));
    const { devices, blind } = await list();
    expect(devices.map(({ access }) => access)).toEqual(['no-permission', 'no-permission', 'no-permission']);
    expect(blind).toEqual([
      { code: 'permission', detail: 'dialout' },
      { code: 'permission', detail: '70-zhanggui.rules' },
    ]);
  });

  test('a port that another program has locked is busy, one that we have locked is not', async () => {
    const { dev, ino } = statSync(plugBridge('1-1', 'ttyUSB0'));
    // File systems of ordinary disks have small device numbers.
    const device = [dev >> 8, dev & 0xff].map((part) => part.toString(16).padStart(2, '0')).join(':');
    const locks = (pid: number) =>
      `1: POSIX  ADVISORY  READ 7 ${device}:1 0 EOF\n2: FLOCK  ADVISORY  WRITE ${pid} ${device}:${ino} 0 EOF\n`;
    tree.write(join(tree.roots.proc, 'locks'), locks(process.pid + 1));
    expect(await only()).toMatchObject({ access: 'busy' });
    tree.write(join(tree.roots.proc, 'locks'), locks(process.pid));
    expect(await only()).toMatchObject({ access: 'ok' });
  });

  test('a scanner that another counter program has locked is busy, one of ours is not', async () => {
    const face = tree.usb({ at: '1-4', ids: '0c2e:0b61', interfaceClass: '03', driver: 'usbhid' });
    const path = tree.hid('hidraw0', face, { id: '0003:00000C2E:00000B61', descriptor: HONEYWELL_DESCRIPTOR });
    tree.write(
      join(tree.roots.proc, 'net/unix'),
      `Num RefCount Protocol Flags Type St Inode Path\n0000: 00000002 0 00010000 0001 01 88 @${deviceLockName(path)}\n`,
    );
    expect(await only()).toMatchObject({ access: 'busy' });
    const locked = await lockDevice(path);
    expect(await only()).toMatchObject({ access: 'ok' });
    if (locked.ok) await locked.lock.release();
  });
});

describe('blind spots', () => {
  test('a kernel without hidraw and without USB', async () => {
    const empty = { ...tree.roots, sys: join(tree.roots.sys, 'devices') };
    tree.write(join(empty.sys, 'class/tty/tty0/dev'), '4:0');
    expect(await listDevices(surveyLinux(empty))).toEqual({
      devices: [],
      blind: [
        { code: 'hid-unavailable', detail: 'this kernel has no hidraw' },
        { code: 'usb-unavailable', detail: 'this kernel sees no USB' },
      ],
    });
  });

  test('without /sys the names that udev made are all there is', async () => {
    const hidden = { ...tree.roots, sys: '/nothing/here' };
    tree.write(join(tree.roots.dev, 'serial/by-id/usb-Newland_FM430_77-if00'), '');
    const path = join(tree.roots.dev, 'serial/by-id/usb-Newland_FM430_77-if00');
    expect(await listDevices(surveyLinux(hidden))).toMatchObject({
      devices: [{ address: `serial://${path}`, path, product: 'Newland FM430 77' }],
      blind: [{ code: 'no-sysfs', detail: '/nothing/here' }],
    });
  });

  test('this machine is searched without a throw', async () => {
    const { devices } = await listDevices();
    for (const { address } of devices) expect(parseAddress(address)).toMatchObject({ ok: true });
  });
});
