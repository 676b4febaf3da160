import { describe, expect, test } from 'vitest';
import { createManualClock } from '../../simulators/manual-clock.ts';
import type { PosLayout } from '../../simulators/uhid-pos-scanner.ts';
import { createPosScannerSimulator } from '../../simulators/uhid-pos-scanner.ts';
import type { SimulatedHidDevice } from '../../simulators/uhid-device.ts';
import { hexOf } from '../../testing/byte-pieces.ts';
import { HONEYWELL_DESCRIPTOR } from '../../testing/honeywell-descriptor.ts';
import { hidPosScannerOn } from '../../testing/scanner-counter.ts';

const VENDORS = { honeywell: 0x0c2e, newland: 0x1eab } as const;
const EAN = { text: '6901234567892', aim: ']E0', codeId: 0x64 };
const scan = (text: string, symbology: string | null) => ({ kind: 'scan', scan: { text, symbology } });

async function atCounter(layout: PosLayout, showsDescriptor: boolean) {
  const clock = createManualClock();
  const written: string[] = [];
  const simulator = createPosScannerSimulator({
    layout,
    identity: { name: 'Scanner', serialNumber: 'S1', vendorId: VENDORS[layout], productId: 1 },
    onOutput: (report) => written.push(hexOf(report.subarray(0, 5))),
  });
  const vendorId = VENDORS[layout].toString(16).padStart(4, '0');
  const counter = await hidPosScannerOn({ clock, device: simulator, showsDescriptor, vendorId });
  return { clock, simulator, written, ...counter };
}

describe.each([true, false])('descriptor shown: %s', (showsDescriptor) => {
  test.each([
    ['honeywell', ']E0'],
    ['newland', null],
  ] as const)('a scan in the layout of %s', async (layout, symbology) => {
    const { simulator, events, counted } = await atCounter(layout, showsDescriptor);
    expect(simulator.scan(EAN)).toBe(true);
    expect(events.slice(1)).toEqual([scan(EAN.text, symbology)]);
    expect(counted).toEqual(['good']);
  });

  test('a long text comes in many reports and whole', async () => {
    const { simulator, events } = await atCounter('honeywell', showsDescriptor);
    const text = 'https://example.cn/'.padEnd(500, '商品');
    simulator.scan({ text, aim: ']Q1', codeId: 0x73 });
    expect(events.slice(1)).toEqual([scan(text, ']Q1')]);
  });

  test('trigger and beeps of a Honeywell', async () => {
    const { scanner, written } = await atCounter('honeywell', showsDescriptor);
    const taken = [scanner.trigger(true), scanner.beep('good'), scanner.trigger(false), scanner.beep('error')];
    expect(taken).toEqual([true, true, true, true]);
    expect(written.slice(1)).toEqual(['04 04', '04 44', '04 00', '04 20']);
  });

  test('after an outage the output is switched again, and scans come', async () => {
    const { clock, simulator, events, unplug, plug } = await atCounter('honeywell', showsDescriptor);
    unplug();
    expect(simulator.scan(EAN)).toBe(false);
    plug();
    await clock.advance(500);
    expect(simulator.scan(EAN)).toBe(true);
    expect(events.map(({ kind }) => kind)).toEqual(['ready', 'lost', 'ready', 'scan']);
  });
});

test('of a scanner that nothing is known of, the report itself tells the layout; the trigger stays unknown', async () => {
  const clock = createManualClock();
  const simulator = createPosScannerSimulator({
    layout: 'newland',
    identity: { name: '', serialNumber: '', vendorId: 0x05e0, productId: 1 },
  });
  const { scanner, events } = await hidPosScannerOn({ clock, device: simulator, showsDescriptor: false });
  simulator.scan(EAN);
  expect(events.slice(1)).toEqual([scan(EAN.text, null)]);
  expect([scanner.trigger(true), scanner.beep('good')]).toEqual([false, false]);
});

/** A Honeywell whose every report the test writes itself. */
async function bare(takesWrites = true) {
  const clock = createManualClock();
  let send = (_report: Uint8Array): void => undefined;
  const asked: string[] = [];
  const device: SimulatedHidDevice = {
    identity: { name: '', serialNumber: '', vendorId: 0x0c2e, productId: 1, descriptor: HONEYWELL_DESCRIPTOR },
    connect: (to) => {
      send = to;
      return {
        output: (report) => void asked.push(hexOf(report.subarray(0, 12))),
        setFeature: () => takesWrites,
        feature: () => null,
        end: () => undefined,
      };
    },
    powerCycle: () => undefined,
  };
  const counter = await hidPosScannerOn({ clock, device });
  const report = (parts: { aim: string; text: string; codeId: number; more?: boolean }): void => {
    const bytes = Buffer.alloc(64);
    bytes.set([2, parts.text.length]);
    bytes.write(parts.aim, 2, 'latin1');
    bytes.write(parts.text, 5, 'latin1');
    bytes.set([parts.codeId, 0, parts.more === true ? 1 : 0], 61);
    send(bytes);
  };
  return { clock, asked, report, ...counter };
}

test('the firmware is asked for and taken from the menu channel, and only while it was asked for', async () => {
  const { asked, report, identity, events, counted } = await bare();
  expect(asked).toEqual(['FD 0A 16 4D 0D 52 45 56 49 4E 46 2E']);
  report({ aim: ']X0', codeId: 0x3f, text: 'Product Name: Voyager 1602g\r\nSoftware Revision: 1634', more: true });
  report({ aim: ']X0', codeId: 0x3f, text: '5 \r\n' });
  report({ aim: ']Z6', codeId: 0x36, text: 'REVINF\x06.' });
  expect(identity).toEqual({ model: 'Voyager 1602g', firmware: '16345' });
  report({ aim: ']X0', codeId: 0x3f, text: 'Product Name: other' });
  expect(identity).toMatchObject({ model: 'Voyager 1602g' });
  expect(events).toEqual([{ kind: 'ready' }]);
  expect(counted).toEqual(['good', 'noise']);
});

test('without an answer the silence is counted once', async () => {
  const { clock, counted } = await bare();
  await clock.advance(10_000);
  expect(counted).toEqual(['silent']);
});

test('half a scan is given up after a second', async () => {
  const { clock, report, events, counted } = await bare();
  report({ aim: ']Q1', codeId: 0x73, text: 'x', more: true });
  await clock.advance(1000);
  expect(events.slice(1)).toEqual([{ kind: 'scan-refused', reason: 'incomplete' }]);
  expect(counted).toEqual(['malformed']);
});

test('a report that the device does not take is counted', async () => {
  const { counted } = await bare(false);
  expect(counted).toEqual(['refused']);
});
