import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KnownLayout } from './known-layouts.ts';
import { KNOWN_LAYOUTS } from './known-layouts.ts';
import { createReportJoiner } from './report-joiner.ts';

/** Written out by position after the table of protocols 2.6. */
function reportOf(parts: Readonly<Record<number, string | number>>): Uint8Array {
  const report = Buffer.alloc(64);
  report.writeUInt8(2, 0);
  for (const [at, part] of Object.entries(parts)) {
    if (typeof part === 'number') report.writeUInt8(part, Number(at));
    else report.write(part, Number(at), 'latin1');
  }
  return report;
}

const EAN = '6901234567892';
const scan = (text: string, symbology: string | null) => [{ kind: 'scan', scan: { text, symbology } }];

function joined(layout: KnownLayout, ...reports: readonly Uint8Array[]): unknown[] {
  const joiner = createReportJoiner();
  return reports.flatMap((report) => joiner.push(report, KNOWN_LAYOUTS[layout], 0));
}

test.each([
  ['honeywell', { 1: 13, 2: ']E0', 5: EAN, 61: 0x64 }, ']E0'],
  ['honeywell', { 1: 13, 5: EAN, 61: 0x64 }, ']E0'],
  ['extra-byte', { 1: 13, 3: ']E0', 6: EAN }, ']E0'],
  ['newland', { 1: 13, 2: EAN }, null],
  ['newland', { 1: 16, 2: `]E0${EAN}` }, ']E0'],
  ['plain', { 1: ']E0', 4: EAN }, ']E0'],
] as const)('a scan in the layout %s: %o', (layout, parts, symbology) => {
  expect(joined(layout, reportOf(parts))).toEqual(scan(EAN, symbology));
});

test.each(['\r', '\n', '\r\n'])('one suffix %j is no part of the text', (suffix) => {
  const parts = { 1: 13 + suffix.length, 2: ']E0', 5: EAN + suffix };
  expect(joined('honeywell', reportOf(parts))).toEqual(scan(EAN, ']E0'));
});

test('a text of 57 bytes comes in two reports', () => {
  const first = reportOf({ 1: 56, 2: ']Q1', 5: 'x'.repeat(56), 63: 1 });
  const second = reportOf({ 1: 1, 2: ']Q1', 5: 'y' });
  expect(joined('honeywell', first, second)).toEqual(scan(`${'x'.repeat(56)}y`, ']Q1'));
});

test('a character that the seam cuts in two is whole again', () => {
  const text = Buffer.from(`${'x'.repeat(55)}商`).toString('latin1');
  const first = reportOf({ 1: 56, 2: text.slice(0, 56), 63: 1 });
  const second = reportOf({ 1: 2, 2: text.slice(56) });
  expect(joined('newland', first, second)).toEqual(scan(`${'x'.repeat(55)}商`, null));
});

test('half a scan is given up after a second of silence, and the next one is good', () => {
  const joiner = createReportJoiner();
  const first = reportOf({ 1: 56, 2: ']Q1', 5: 'x'.repeat(56), 63: 1 });
  expect(joiner.push(first, KNOWN_LAYOUTS.honeywell, 100)).toEqual([]);
  expect([joiner.dueAtMs(), joiner.expire(1099)]).toEqual([1100, []]);
  expect(joiner.expire(1100)).toEqual([{ kind: 'refused', reason: 'incomplete' }]);
  const next = reportOf({ 1: 13, 2: ']E0', 5: EAN });
  expect(joiner.push(next, KNOWN_LAYOUTS.honeywell, 1200)).toEqual(scan(EAN, ']E0'));
  expect(joiner.dueAtMs()).toBeNull();
});

test('a count beyond the field is malformed, and half a scan before it incomplete', () => {
  const first = reportOf({ 1: 56, 2: 'x'.repeat(56), 63: 1 });
  expect(joined('newland', first, reportOf({ 1: 57 }), reportOf({ 1: 1, 2: 'A' }))).toEqual([
    { kind: 'malformed' },
    { kind: 'refused', reason: 'incomplete' },
    ...scan('A', null),
  ]);
});

test('a scan that never ends is bounded and refused as a whole', () => {
  const more = Array.from({ length: 1000 }, () => reportOf({ 1: 56, 2: 'x'.repeat(56), 63: 1 }));
  expect(joined('newland', ...more, reportOf({ 1: 0 }), reportOf({ 1: 1, 2: 'A' }))).toEqual([
    { kind: 'refused', reason: 'too-long' },
    ...scan('A', null),
  ]);
});

// A public report of a Voyager's answer to REVINF: text marked ]X0 with code 3F, then the command marked ]Z6 with 36.
test('a menu reply is told from a scan by its marks', () => {
  const text = reportOf({ 1: 26, 2: ']X0', 5: 'Product Name: Voyager 1602', 61: 0x3f, 63: 1 });
  const last = reportOf({ 1: 2, 2: ']X0', 5: '\r\n', 61: 0x3f });
  const status = reportOf({ 1: 8, 2: ']Z6', 5: 'REVINF\x06.', 61: 0x36 });
  expect(joined('honeywell', text, last, status)).toEqual([
    { kind: 'menu', text: 'Product Name: Voyager 1602\r\n', isStatus: false },
    { kind: 'menu', text: 'REVINF\x06.', isStatus: true },
  ]);
  expect(joined('honeywell', reportOf({ 1: 1, 2: ']X0', 5: 'A', 61: 0x73 }))).toEqual(scan('A', ']X0'));
});

test('nothing that a scanner may send makes it throw', () => {
  const layouts = fc.constantFrom(...Object.values(KNOWN_LAYOUTS));
  fc.assert(
    fc.property(layouts, fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 20 }), (layout, reports) => {
      const joiner = createReportJoiner();
      for (const report of reports) joiner.push(report, layout, 0);
      joiner.expire(5000);
      expect(joiner.dueAtMs()).toBeNull();
    }),
  );
});
