/** What protocols 2.6, 5.2, 5.3 and 7 say of node-hid on Linux, on which our transport is built. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { HIDAsync } from 'node-hid';
import type { PosScannerSimulator } from '../../../hardware/simulators/uhid-pos-scanner.ts';
import { createPosScannerSimulator } from '../../../hardware/simulators/uhid-pos-scanner.ts';
import type { SimulatedHidDevice } from '../../../hardware/simulators/uhid-device.ts';
import type { UhidHost } from '../../../hardware/simulators/uhid-host.ts';
import { hostOnUhid } from '../../../hardware/simulators/uhid-host.ts';
import type { AtEnd } from './at-end.ts';
import { tidied } from './at-end.ts';
import type { Check } from './check.ts';
import { appearedHid } from './hid-nodes.ts';
import { within } from './waiting.ts';

const LIMIT_MS = 1000;
const SCANNER = { name: 'Virtual scanner', vendorId: 0x0c2e, productId: 0x0b81 };
const EAN = { text: '6901234567892', aim: ']E0', codeId: 0x64 };

/** One 8-byte report each way, without ids: what comes in goes out again. */
const ECHO_DESCRIPTOR = Buffer.from('0600FF0901A101150026FF00750895080901810209029102C0', 'hex');

async function openedHid(device: SimulatedHidDevice, atEnd: AtEnd): Promise<{ device: HIDAsync; host: UhidHost }> {
  const host = hostOnUhid(device);
  atEnd(host.unplug);
  host.plug();
  const opened = await openAppeared(device.identity.serialNumber, atEnd);
  return { device: opened, host };
}

async function openAppeared(serialNumber: string, atEnd: AtEnd): Promise<HIDAsync> {
  const device = await HIDAsync.open((await appearedHid(serialNumber)).path);
  atEnd(() => device.close());
  return device;
}

function posScanner(serialNumber: string): PosScannerSimulator {
  return createPosScannerSimulator({ layout: 'newland', identity: { ...SCANNER, serialNumber } });
}

export const rawHidChecks = {
  'node-hid sees a device of uhid with its ids, serial number, usage page and usage': tidied(async (atEnd) => {
    const host = hostOnUhid(posScanner('RAW-1'));
    atEnd(host.unplug);
    host.plug();
    const { vendorId, productId, product, usagePage, usage, release, interface: face } = await appearedHid('RAW-1');
    assert.deepEqual([vendorId, productId, product], [0x0c2e, 0x0b81, 'Virtual scanner']);
    assert.deepEqual([usagePage, usage, release, face], [0x8c, 0x02, 0, -1]);
  }),

  'node-hid carries reports both ways, and the device never sees the 00 of a report without id': tidied(
    async (atEnd) => {
      const seen: string[] = [];
      const { device } = await openedHid(
        echoDevice('RAW-2', (report) => seen.push(report.toString('hex'))),
        atEnd,
      );
      const echo = once(device, 'data');
      await device.write(Buffer.from('000102030405060708', 'hex'));
      assert.deepEqual(await within(LIMIT_MS, 'the echo', echo), [Buffer.from('0102030405060708', 'hex')]);
      assert.deepEqual(seen, ['0102030405060708']);
    },
  ),

  'node-hid tells an unplug within a second, as a text and not as an Error': tidied(async (atEnd) => {
    const { device, host } = await openedHid(posScanner('RAW-3'), atEnd);
    const told = new Promise((resolve) => device.once('error', resolve));
    device.on('data', () => undefined);
    host.unplug();
    assert.equal(typeof (await within(LIMIT_MS, 'the error', told)), 'string');
  }),

  'two programs can open one HID device, and both get every report': tidied(async (atEnd) => {
    const scanner = posScanner('RAW-4');
    const { device } = await openedHid(scanner, atEnd);
    const other = await openAppeared('RAW-4', atEnd);
    const reports = Promise.all([device, other].map((each) => once(each, 'data')));
    scanner.scan(EAN);
    const [first, second] = await within(LIMIT_MS, 'both reports', reports);
    assert.deepEqual(first, second);
  }),
} satisfies Record<string, Check>;

function echoDevice(serialNumber: string, onOutput: (report: Buffer) => void): SimulatedHidDevice {
  return {
    identity: { ...SCANNER, serialNumber, descriptor: ECHO_DESCRIPTOR },
    connect: (send) => ({
      output: (report) => {
        onOutput(Buffer.from(report));
        send(report);
      },
      setFeature: () => false,
      feature: () => null,
      end: () => undefined,
    }),
    powerCycle: () => undefined,
  };
}
