/** HID POS scanners (protocols 2.6) from discovery to scan, with our own transport and driver. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createScanner } from '../../../hardware/scanner/create-scanner.ts';
import type { Scanner, ScannerEvent } from '../../../hardware/scanner/scanner.ts';
import type { UhidHost } from '../../../hardware/simulators/uhid-host.ts';
import { hostOnUhid } from '../../../hardware/simulators/uhid-host.ts';
import type { PosLayout, PosScan, PosScannerSimulator } from '../../../hardware/simulators/uhid-pos-scanner.ts';
import { createPosScannerSimulator } from '../../../hardware/simulators/uhid-pos-scanner.ts';
import type { Recorder } from '../../../hardware/testing/recorder.ts';
import { createRecorder } from '../../../hardware/testing/recorder.ts';
import type { AtEnd } from './at-end.ts';
import { tidied } from './at-end.ts';
import type { Check } from './check.ts';
import { discovered } from './discovered.ts';
import { heard, until } from './waiting.ts';

const FIRST_READY_LIMIT_MS = 5000;
const LOST_LIMIT_MS = 1000;
const BACK_LIMIT_MS = 2000;
const REPORT_LIMIT_MS = 1000;

const MAKERS = {
  honeywell: { name: 'Virtual Honeywell', serialNumber: '21045B0F7C', vendorId: 0x0c2e, productId: 0x0b81 },
  newland: { name: 'Virtual Newland', serialNumber: 'EM2027-01', vendorId: 0x1eab, productId: 0x0d10 },
} as const;

const ONE_REPORT: PosScan = { text: '6901234567892', aim: ']E0', codeId: 0x64 };
const FULL_REPORT: PosScan = { text: 'f'.repeat(56), aim: ']Q1', codeId: 0x73 };
/** 57 bytes need two reports (protocols 2.6), Chinese characters three bytes each. */
const TWO_REPORTS: PosScan = { text: '分期'.repeat(9) + 'abc', aim: ']Q1', codeId: 0x73 };

const HALF_SEEN: PosScan = { ...TWO_REPORTS, text: 'h'.repeat(100) };

interface Counter {
  readonly simulator: PosScannerSimulator;
  readonly host: UhidHost;
  /** What the host wrote, in hexadecimal. */
  readonly outputs: string[];
  readonly features: string[];
}

function plugged(layout: PosLayout, atEnd: AtEnd): Counter {
  const outputs: string[] = [];
  const features: string[] = [];
  const simulator = createPosScannerSimulator({
    layout,
    identity: MAKERS[layout],
    onOutput: (report) => outputs.push(hex(report)),
    onFeature: (report) => features.push(hex(report)),
  });
  const host = hostOnUhid(simulator);
  atEnd(host.unplug);
  host.plug();
  return { simulator, host, outputs, features };
}

async function opened(
  layout: PosLayout,
  atEnd: AtEnd,
): Promise<Counter & { readonly scanner: Scanner; readonly recorder: Recorder<ScannerEvent> }> {
  const counter = plugged(layout, atEnd);
  const { address } = await discovered(MAKERS[layout].serialNumber);
  const recorder = createRecorder<ScannerEvent>();
  const scanner = createScanner({ address, onEvent: recorder.record });
  atEnd(() => scanner.stop());
  scanner.start();
  await heard(recorder, 'ready', FIRST_READY_LIMIT_MS);
  return { ...counter, scanner, recorder };
}

/** A Honeywell says nothing before the driver has switched it to HID POS. */
async function scanArrives(
  { simulator, recorder }: { readonly simulator: PosScannerSimulator; readonly recorder: Recorder<ScannerEvent> },
  scanned: PosScan,
  symbology: string | null,
): Promise<void> {
  await until(REPORT_LIMIT_MS, 'a scanner that may scan', () => simulator.scan(scanned) || null);
  const { scan } = await heard(recorder, 'scan', REPORT_LIMIT_MS);
  assert.deepEqual(scan, { text: scanned.text, symbology });
}

function hex(report: Uint8Array): string {
  return Buffer.from(report).toString('hex');
}

export const hidScannerChecks = {
  'a HID POS scanner is discovered by usage 8C/02, with its ids and serial number': tidied(async (atEnd) => {
    plugged('honeywell', atEnd);
    const { address, kind, guess, usage, product, path } = await discovered(MAKERS.honeywell.serialNumber);
    assert.equal(address, 'hid://0c2e:0b81/21045B0F7C');
    assert.deepEqual([kind, guess, usage], ['hid', 'scanner', { page: 0x8c, usage: 0x02 }]);
    assert.equal(product, 'Virtual Honeywell');
    assert.match(path, /^\/dev\/hidraw\d+$/);
  }),
  'the report descriptor of a HID device can be read where protocols 2.6 say': tidied(async (atEnd) => {
    const { simulator } = plugged('honeywell', atEnd);
    const { path } = await discovered(MAKERS.honeywell.serialNumber);
    const descriptor = readFileSync(`/sys/class/hidraw/${basename(path)}/device/report_descriptor`);
    assert.equal(hex(descriptor), hex(simulator.identity.descriptor));
  }),
  'Honeywell HID POS: scans of 13, 56 and 57 bytes arrive whole': tidied(async (atEnd) => {
    const counter = await opened('honeywell', atEnd);
    await scanArrives(counter, ONE_REPORT, ']E0');
    await scanArrives(counter, FULL_REPORT, ']Q1');
    await scanArrives(counter, TWO_REPORTS, ']Q1');
  }),
  'Newland HID POS: scans of 13, 56 and 57 bytes arrive whole': tidied(async (atEnd) => {
    const counter = await opened('newland', atEnd);
    await scanArrives(counter, ONE_REPORT, null);
    await scanArrives(counter, FULL_REPORT, null);
    await scanArrives(counter, TWO_REPORTS, null);
  }),
  'the trigger is output report 04 04 and 04 00, the switch to HID POS feature report FE 01': tidied(async (atEnd) => {
    const { scanner, outputs, features } = await opened('honeywell', atEnd);
    await until(REPORT_LIMIT_MS, 'FE 01', () => features.includes('fe01') || null);
    assert.equal(scanner.trigger(true), true);
    await until(REPORT_LIMIT_MS, '04 04', () => outputs.includes('0404') || null);
    assert.equal(scanner.trigger(false), true);
    await until(REPORT_LIMIT_MS, '04 00', () => outputs.at(-1) === '0400' || null);
  }),
  'a HID POS scanner unplugged between two reports is lost within 1 s, back within 2 s, and scans': tidied(
    async (atEnd) => {
      const counter = await opened('honeywell', atEnd);
      await scanArrives(counter, ONE_REPORT, ']E0');
      counter.simulator.scan(HALF_SEEN, 1);
      counter.host.unplug();
      const { reason } = await heard(counter.recorder, 'lost', LOST_LIMIT_MS);
      assert.equal(reason.code, 'lost');
      counter.host.plug();
      await heard(counter.recorder, 'ready', BACK_LIMIT_MS);
      await scanArrives(counter, TWO_REPORTS, ']Q1');
      assert.deepEqual(counter.recorder.kinds(), ['ready', 'scan', 'lost', 'ready', 'scan']);
    },
  ),
} satisfies Record<string, Check>;
