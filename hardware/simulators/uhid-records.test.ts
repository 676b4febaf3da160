/** Positions and values are those of <linux/uhid.h> (protocols 7), written out as bytes. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  UHID_RECORD_BYTES,
  decodeEvent,
  encodeCreate,
  encodeDestroy,
  encodeGetReportReply,
  encodeInput,
  encodeSetReportReply,
} from './uhid-records.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function recordOf(start: string): Buffer {
  const record = Buffer.alloc(UHID_RECORD_BYTES);
  record.set(Buffer.from(start, 'hex'));
  return record;
}

test('a device is made by type 11: names, the descriptor and its size, USB, ids', () => {
  const descriptor = Buffer.from('058C0902A101C0', 'hex');
  const identity = { name: 'Scanner', serialNumber: '17A2', vendorId: 0x0c2e, productId: 0x0b81, descriptor };
  const record = encodeCreate(identity);
  expect(record.length).toBe(4376);
  expect(hex(record.subarray(0, 4))).toBe('0b000000');
  expect(record.toString('latin1', 4, 12)).toBe('Scanner\0');
  expect(record.toString('latin1', 196, 201)).toBe('17A2\0');
  expect(hex(record.subarray(260, 280))).toBe('07000300' + '2e0c0000' + '810b0000' + '00000000' + '00000000');
  expect(hex(record.subarray(280, 288))).toBe('058c0902a101c000');
});

test('a name that is too long loses its end and keeps its NUL', () => {
  const descriptor = Buffer.alloc(0);
  const long = 'x'.repeat(300);
  const record = encodeCreate({ name: long, serialNumber: long, vendorId: 1, productId: 1, descriptor });
  expect([record[130], record[131], record[132]]).toEqual([0x78, 0, 0]);
  expect([record[258], record[259]]).toEqual([0x78, 0]);
});

test.each([
  ['unplug', encodeDestroy(), '01000000'],
  ['an input report', encodeInput(Buffer.from([2, 0x41])), '0c000000' + '0200' + '0241'],
  [
    'an answered question',
    encodeGetReportReply(7, Buffer.from([0xfe, 1])),
    '0a000000' + '07000000' + '00000200' + 'fe01',
  ],
  ['a question without answer', encodeGetReportReply(7, null), '0a000000' + '07000000' + '05000000'],
  ['a report that was taken', encodeSetReportReply(8, true), '0e000000' + '08000000' + '0000'],
  ['a report that was not', encodeSetReportReply(8, false), '0e000000' + '08000000' + '0500'],
])('%s is the record of the header', (_, record, expected) => {
  expect(hex(record)).toBe(expected);
});

test.each([
  ['02000000' + '0600000000000000', { kind: 'start', hasReportIds: true }],
  ['02000000' + '0000000000000000', { kind: 'start', hasReportIds: false }],
  ['03000000', { kind: 'stop' }],
  ['04000000', { kind: 'open' }],
  ['05000000', { kind: 'close' }],
  ['09000000' + '2a000000' + 'fe00', { kind: 'get-report', id: 42, reportId: 0xfe, of: 'feature' }],
  [
    '0d000000' + '2b000000' + 'fe00' + '0200' + 'fe01',
    { kind: 'set-report', id: 43, of: 'feature', report: Buffer.from([0xfe, 1]) },
  ],
])('%s… is read', (start, event) => {
  expect(decodeEvent(recordOf(start))).toEqual(event);
});

test('an output report is read by the size behind its 4096 bytes', () => {
  const record = recordOf('06000000' + '0404ff');
  record.set(Buffer.from('020001', 'hex'), 4100);
  expect(decodeEvent(record)).toEqual({ kind: 'output', report: Buffer.from([4, 4]) });
});

test('a record cut short and one of an unknown type are nothing', () => {
  expect(decodeEvent(recordOf('04000000').subarray(0, 100))).toBe(null);
  expect(decodeEvent(recordOf('63000000'))).toBe(null);
  expect(decodeEvent(recordOf('09000000' + '2a000000' + 'fe07'))).toBe(null);
});

test('no record throws, and none yields more than 4096 bytes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20 }), fc.uint8Array({ minLength: 280, maxLength: 280 }), (type, bytes) => {
      const record = recordOf('');
      for (let at = 4; at < UHID_RECORD_BYTES; at += 1) record[at] = bytes[at % bytes.length] ?? 0;
      record[0] = type;
      const event = decodeEvent(record);
      if (event !== null && 'report' in event) expect(event.report.length).toBeLessThanOrEqual(4096);
    }),
  );
});
