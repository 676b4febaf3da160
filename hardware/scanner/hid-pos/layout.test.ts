import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPosScannerSimulator } from '../../simulators/uhid-pos-scanner.ts';
import { bytesOf } from '../../testing/byte-pieces.ts';
import { HONEYWELL_DESCRIPTOR } from '../../testing/honeywell-descriptor.ts';
import { HONEYWELL_TRIGGER, KNOWN_LAYOUTS, layoutOfReport, layoutOfVendor } from './known-layouts.ts';
import { layoutOf } from './layout.ts';
import { readReportFields, reportBytes } from './report-fields.ts';

test('the published descriptor gives the published layout, trigger and channels of a Honeywell', () => {
  expect(layoutOf(HONEYWELL_DESCRIPTOR)).toEqual({
    scan: KNOWN_LAYOUTS.honeywell,
    trigger: HONEYWELL_TRIGGER,
    hasPosSwitch: true,
    hasMenu: true,
  });
});

test('its reports are as long as published', () => {
  const fields = readReportFields(HONEYWELL_DESCRIPTOR) ?? [];
  const lengths = fields.map((field) => `${field.report} ${field.reportId}: ${reportBytes(fields, field)}`);
  expect([...new Set(lengths)]).toEqual(['input 2: 64', 'output 4: 2', 'feature 254: 2', 'output 253: 64']);
});

test('a descriptor without AIM identifier, as of Newland, gives its layout and no Honeywell channels', () => {
  const identity = { name: '', serialNumber: '', vendorId: 0x1eab, productId: 0x0d10 };
  const { descriptor } = createPosScannerSimulator({ layout: 'newland', identity }).identity;
  expect(layoutOf(descriptor)).toMatchObject({
    scan: { ...KNOWN_LAYOUTS.newland, codeIdAt: 58, more: { at: 63 } },
    hasPosSwitch: false,
    hasMenu: false,
  });
});

// Written for this test: AIM identifier first, no count, flag in bit 0 behind the data, no report ids.
const PLAIN_WITHOUT_IDS = bytesOf(
  `05 8C 09 02 A1 01 09 12 A1 02 15 00 26 FF 00 75 08 95 03 09 FB 09 FC 09 FD 81 02
   95 38 09 FE 82 02 01 75 01 95 01 09 FF 81 02 95 07 81 03 C0 C0`,
);

test('one bit of a byte may be the flag, and reports may have no ids', () => {
  expect(layoutOf(PLAIN_WITHOUT_IDS)).toEqual({
    scan: {
      reportId: 0,
      countAt: null,
      aimAt: 0,
      dataAt: 3,
      dataBytes: 56,
      codeIdAt: null,
      more: { at: 59, mask: 0x01 },
    },
    trigger: null,
    hasPosSwitch: false,
    hasMenu: false,
  });
});

test('usages may come as a range, with their page in one item, and fields behind push and pop', () => {
  const fields = readReportFields(
    bytesOf('05 01 75 08 95 03 A4 05 09 75 01 95 02 19 01 29 02 91 02 B4 1B FB 00 8C 00 2B FD 00 8C 00 81 02'),
  );
  expect(fields).toEqual([
    { report: 'output', reportId: 0, bitOffset: 0, bits: 1, count: 2, usages: [0x09_0001, 0x09_0002] },
    { report: 'input', reportId: 0, bitOffset: 0, bits: 8, count: 3, usages: [0x8c_00fb, 0x8c_00fc, 0x8c_00fd] },
  ]);
});

test.each([
  ['a keyboard', bytesOf('05 01 09 06 A1 01 05 07 75 08 95 08 19 00 29 65 81 00 C0')],
  ['nothing', new Uint8Array()],
  ['reports beyond all measure', bytesOf('75 FF 96 FF FF 05 8C 09 FE 81 02')],
  ['a stack without end', new Uint8Array(17).fill(0xa4)],
  ['more than the kernel takes', new Uint8Array(4097)],
])('%s has no layout', (_, descriptor) => {
  expect(layoutOf(descriptor)).toBeNull();
});

test('any descriptor is read without a throw, and a layout never reaches beyond a report', () => {
  const damaged = fc
    .tuple(fc.nat(HONEYWELL_DESCRIPTOR.length - 1), fc.nat(255))
    .map(([at, value]) => HONEYWELL_DESCRIPTOR.map((byte, index) => (index === at ? value : byte)));
  fc.assert(
    fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 300 })), (descriptor) => {
      const layout = layoutOf(descriptor);
      if (layout !== null) expect(layout.scan.dataAt + layout.scan.dataBytes).toBeLessThanOrEqual(4096);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['02 0D 5D 45 30 36 39', 'honeywell'],
  ['02 0D 00 5D 45 30 36 39', 'extra-byte'],
  ['02 5D 45 30 36 39', 'plain'],
  ['02 0D 36 39 30', 'newland'],
])('the report %s is laid out as %s', (report, layout) => {
  expect(layoutOfReport(bytesOf(report))).toBe(layout);
});

test('vendors that keep to one layout', () => {
  expect(['0c2e', '23d0', '1eab', '05e0', null].map(layoutOfVendor)).toEqual([
    'honeywell',
    'honeywell',
    'newland',
    null,
    null,
  ]);
});
