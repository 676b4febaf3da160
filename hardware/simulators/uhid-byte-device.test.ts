import { expect, test } from 'vitest';
import { createManualClock } from './manual-clock.ts';
import { createScannerSimulator } from './scanner-simulator.ts';
import { bytesOf, createHidByteDevice, reportsOf } from './uhid-byte-device.ts';

const identity = { name: 'Reader', serialNumber: 'R1', vendorId: 1, productId: 2 };
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

// The framings of protocols 1.13, on reports of 8 bytes to keep them readable.
test.each([
  [null, false, ['0102030405060708', '090a000000000000']],
  [null, true, ['0701020304050607', '0308090a00000000']],
  [3, false, ['0301020304050607', '0308090a00000000']],
  [3, true, ['0306010203040506', '03040708090a0000']],
] as const)('report id %s, length byte %s', (reportId, hasLength, expected) => {
  const framing = { reportId, hasLength, sizeBytes: 8 };
  const bytes = Buffer.from('0102030405060708090a', 'hex');
  const reports = reportsOf(bytes, framing);
  expect(reports.map(hex)).toEqual(expected);
  const back = Buffer.concat(reports.map((report) => bytesOf(report, framing)));
  expect(hex(hasLength ? back : back.subarray(0, bytes.length))).toBe(hex(bytes));
});

test('what the device says in pieces goes out in full reports, with one filling at the end', async () => {
  const clock = createManualClock();
  const device = createScannerSimulator({ clock });
  const framing = { reportId: null, hasLength: false, sizeBytes: 8 };
  const reports: string[] = [];
  createHidByteDevice({ device, identity, framing, clock }).connect((report) => reports.push(hex(report)));
  device.scan('0123456789', '');
  await clock.advance(1000);
  expect(reports).toEqual(['3031323334353637', '3839000000000000']);
});

test('the descriptor counts the data without the id, in both directions', () => {
  const device = createScannerSimulator();
  const descriptorOf = (reportId: number | null): string =>
    hex(
      createHidByteDevice({ device, identity, framing: { reportId, hasLength: false, sizeBytes: 64 } }).identity
        .descriptor,
    );
  expect(descriptorOf(null)).toBe('0600ff0901a101150026ff0075089640000901810296400009029102c0');
  expect(descriptorOf(3)).toBe('0600ff0901a1018503150026ff007508963f0009018102963f0009029102c0');
});
