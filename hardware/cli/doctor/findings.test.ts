import { describe, expect, test } from 'vitest';
import type { FoundDevice } from '../../discovery/found-device.ts';
import type { Facts } from './facts.ts';
import { judge } from './findings.ts';

const GB = 1024 ** 3;
const NOW = Date.UTC(2026, 10, 22);

/** A machine on which nothing is wrong. */
const well: Facts = {
  isLinux: true,
  user: 'kiosk',
  isRoot: false,
  groups: ['kiosk', 'dialout', 'plugdev', 'lp'],
  udevRules: 'installed',
  processes: [{ pid: 1, name: 'systemd', command: '/sbin/init', files: [] }],
  holders: [],
  nodeHidFault: null,
  nodeUsbFault: null,
  listing: { devices: [], blind: [] },
  freeBytes: 40 * GB,
  now: NOW,
  programFrom: NOW - 86_400_000,
};

const port: FoundDevice = {
  address: 'serial://1a86:7523?at=1-1',
  kind: 'serial',
  vendorId: '1a86',
  productId: '7523',
  serialNumber: null,
  maker: null,
  product: null,
  at: '1-1',
  interface: 0,
  place: 'USB 1-1',
  path: '/dev/ttyUSB0',
  usage: null,
  guess: null,
  access: 'ok',
};

function listing(...devices: Partial<FoundDevice>[]): Pick<Facts, 'listing'> {
  return { listing: { devices: devices.map((device) => ({ ...port, ...device })), blind: [] } };
}

function held(name: string, isOurs: boolean): Facts['holders'][number] {
  return { path: '/dev/ttyUSB0', pid: 99, name, isOurs };
}

test('a machine on which nothing is wrong is good throughout, and nothing is to be typed', () => {
  expect(judge(well).filter(({ state, line }) => state !== 'good' || line !== null)).toEqual([]);
});

test('root may open everything without any group', () => {
  expect(judge({ ...well, isRoot: true, groups: ['root'] }).every(({ state }) => state === 'good')).toBe(true);
});

describe('each trouble has its state and the line to type', () => {
  test.each<[string, Partial<Facts>, object]>([
    [
      'not in dialout',
      { groups: ['plugdev', 'lp'] },
      { check: 'serial-group', state: 'warning', line: 'sudo usermod -aG dialout kiosk' },
    ],
    ['no rules', { udevRules: 'missing' }, { check: 'udev-rules', state: 'warning', detail: 'missing' }],
    ['older rules', { udevRules: 'other' }, { check: 'udev-rules', state: 'warning', detail: 'other' }],
    [
      'ModemManager',
      { processes: [{ pid: 612, name: 'ModemManager', command: '', files: [] }] },
      { check: 'modem-manager', state: 'warning', detail: '612', line: 'sudo systemctl disable --now ModemManager' },
    ],
    [
      'brltty',
      { processes: [{ pid: 613, name: 'brltty', command: '', files: [] }] },
      { check: 'brltty', state: 'bad', line: 'sudo apt-get remove brltty' },
    ],
    [
      'no node-hid',
      { nodeHidFault: 'libudev.so.1: cannot open' },
      { check: 'node-hid', state: 'bad', line: 'sudo apt-get install libudev1 libusb-1.0-0' },
    ],
    ['no usb', { nodeUsbFault: 'not found' }, { check: 'usb', state: 'warning', line: 'npm ci --include=optional' }],
    ['little disk', { freeBytes: 1.5 * GB }, { check: 'disk', state: 'warning', detail: '1.5 GB' }],
    ['no disk', { freeBytes: 0.1 * GB }, { check: 'disk', state: 'bad', detail: '0.1 GB' }],
    [
      'a clock behind the program itself',
      { now: Date.UTC(1970, 0, 1) },
      { check: 'clock', state: 'bad', detail: '1970-01-01T00:00:00.000Z', line: 'sudo timedatectl set-ntp true' },
    ],
    [
      'a port in other hands',
      { ...listing({ access: 'busy' }), holders: [held('minicom', false)] },
      { check: 'ports', state: 'bad', detail: '/dev/ttyUSB0: minicom (99)', line: 'fuser -v /dev/ttyUSB0' },
    ],
    [
      'a port in hands that are not to be seen',
      listing({ access: 'busy' }),
      { check: 'ports', state: 'bad', detail: '/dev/ttyUSB0', line: 'sudo fuser -v /dev/ttyUSB0' },
    ],
    [
      'a device that may not be opened',
      listing({ access: 'no-permission', kind: 'hid', path: '/dev/hidraw0' }),
      { check: 'access', state: 'bad', detail: '/dev/hidraw0', line: 'sudo usermod -aG plugdev kiosk' },
    ],
  ])('%s', (_what, change, expected) => {
    const troubles = judge({ ...well, ...change }).filter(({ state }) => state !== 'good');
    expect(troubles).toMatchObject([expected]);
  });
});

test('a device that the kiosk itself has is good, with nothing to type', () => {
  const ports = judge({ ...well, ...listing({ access: 'busy' }), holders: [held('node', true)] }).filter(
    ({ check }) => check === 'ports',
  );
  expect(ports).toEqual([{ check: 'ports', state: 'good', detail: '/dev/ttyUSB0: node (99)', line: null }]);
});

test('what is Linux alone is not asked elsewhere', () => {
  const checks = judge({ ...well, isLinux: false, groups: [], udevRules: 'missing' }).map(({ check }) => check);
  expect(checks).toEqual(['node-hid', 'usb', 'ports', 'access', 'disk', 'clock']);
});
