import { expect, test } from 'vitest';
import { createPosScannerSimulator } from './uhid-pos-scanner.ts';

const identity = { name: 'Scanner', serialNumber: 'S1', vendorId: 0x0c2e, productId: 0x0b81 };
const ean = { text: '6901234567892', aim: ']E0', codeId: 0x64 };
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function plugged(layout: 'honeywell' | 'newland') {
  const reports: string[] = [];
  const scanner = createPosScannerSimulator({ layout, identity });
  const connection = scanner.connect((report) => reports.push(hex(report)));
  return { scanner, connection, reports };
}

// The positions of the table in protocols 2.6.
test('Honeywell: count, AIM id at 2, text at 5, code id at 61, flag at 63', () => {
  const { scanner, connection, reports } = plugged('honeywell');
  expect(connection.setFeature(Buffer.from('fe01', 'hex'))).toBe(true);
  expect(scanner.scan(ean)).toBe(true);
  expect(reports).toEqual([`020d5d453036393031323334353637383932${'00'.repeat(43)}640000`]);
});

test('Newland: count, text at 2, code id at 62, flag at 63', () => {
  const { scanner, reports } = plugged('newland');
  expect(scanner.scan(ean)).toBe(true);
  expect(reports).toEqual([`020d36393031323334353637383932${'00'.repeat(47)}6400`]);
});

test('57 bytes need two reports, and only the first says that there is more', () => {
  const { scanner, reports } = plugged('newland');
  scanner.scan({ ...ean, text: 'x'.repeat(57) });
  expect(reports.map((report) => report.slice(0, 4))).toEqual(['0238', '0201']);
  expect(reports.map((report) => report.slice(-2))).toEqual(['01', '00']);
});

test('a Honeywell sends nothing before feature FE 01, and forgets it with its power', () => {
  const { scanner, connection, reports } = plugged('honeywell');
  expect(scanner.scan(ean)).toBe(false);
  connection.setFeature(Buffer.from('fe01', 'hex'));
  scanner.powerCycle();
  expect(scanner.scan(ean)).toBe(false);
  expect(reports).toEqual([]);
});

test('the Honeywell descriptor is the published one of 144 bytes', () => {
  const published = `05 8C 09 02 A1 01
    09 12 A1 02 85 02 15 00 26 FF 00 75 08 95 01 05 01 09 3B 81 02
      95 03 05 8C 09 FB 09 FC 09 FD 81 02
      95 38 09 FE 82 02 01
      06 66 FF 95 02 09 04 09 00 81 02
      05 8C 25 01 75 01 95 08 09 FF 81 02 C0
    09 14 A1 02 85 04 15 00 25 01 75 01 95 08
      09 00 09 5F 09 60 09 00 09 00 09 85 09 86 91 86 C0
    06 66 FF 75 08 26 FF 00
    09 03 A1 02 85 FE 95 01 09 03 B2 82 01 C0
    09 01 A1 02 85 FD 95 01 09 21 91 02 95 3E 09 22 92 82 01 C0
  C0`;
  const { descriptor } = createPosScannerSimulator({ layout: 'honeywell', identity }).identity;
  expect(hex(descriptor)).toBe(published.replaceAll(/\s/g, '').toLowerCase());
  expect(descriptor.length).toBe(144);
});
