import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inPieces } from '../../testing/byte-pieces.ts';
import { createScanAssembler } from './scan-assembler.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const scan = (text: string, symbology: string | null = null) => ({ kind: 'scan', scan: { text, symbology } });

function scansOf(...pieces: Uint8Array[]): unknown[] {
  const assembler = createScanAssembler();
  return pieces.flatMap((piece) => assembler.push(piece));
}

test.each([
  ['CR', '6901234567892\r'],
  ['LF', '6901234567892\n'],
  ['CR LF', '6901234567892\r\n'],
  ['TAB and CR', '6901234567892\t\r'],
  ['STX in front', '\x026901234567892\r'],
])('a scan with %s is the bare text', (_, wire) => {
  expect(scansOf(bytes(wire))).toEqual([scan('6901234567892')]);
});

test.each([
  ['an AIM identifier', ']E06901234567892\r'],
  ['STX and an AIM identifier', '\x02]E06901234567892\r'],
])('%s in front tells the symbology and is no part of the text', (_, wire) => {
  expect(scansOf(bytes(wire))).toEqual([scan('6901234567892', ']E0')]);
});

test('CR LF cut in two, and empty lines, make no empty scans', () => {
  expect(scansOf(bytes('A\r'), bytes('\n\r\n\nB\r'))).toEqual([scan('A'), scan('B')]);
});

test('what only looks like an AIM identifier is kept', () => {
  expect(scansOf(bytes(']1x\r'))).toEqual([scan(']1x')]);
  expect(scansOf(bytes(']E\r'))).toEqual([scan(']E')]);
});

test('UTF-8 is taken first, then GB18030', () => {
  const gbk = Uint8Array.of(0xb2, 0xe2, 0xca, 0xd4, 0x0d);
  expect(scansOf(bytes('测试\r'))).toEqual([scan('测试')]);
  expect(scansOf(gbk)).toEqual([scan('测试')]);
});

test('bytes that are text in neither are refused, and the next scan is good', () => {
  expect(scansOf(latin('\xff\xff\xff\r'), bytes('A\r'))).toEqual([{ kind: 'refused', reason: 'not-text' }, scan('A')]);
});

test.each(['', '\x02]Q1'])('7089 digits behind %j are a scan, one more is refused as a whole', (front) => {
  const digits = '1'.repeat(7089);
  expect(scansOf(bytes(`${front}${digits}\r`))).toMatchObject([{ kind: 'scan', scan: { text: digits } }]);
  expect(scansOf(bytes(`${front}${digits}1\r`), bytes('2\r'))).toEqual([
    { kind: 'refused', reason: 'too-long' },
    scan('2'),
  ]);
});

test('a monster is one refusal, and memory of it does not grow', () => {
  const monster = new Uint8Array(1_000_000).fill(0x41);
  expect(scansOf(monster, monster, bytes('\rB\r'))).toEqual([{ kind: 'refused', reason: 'too-long' }, scan('B')]);
});

test('without a suffix, silence closes the scan', () => {
  const assembler = createScanAssembler();
  expect(assembler.push(bytes('134567890123456789'))).toEqual([]);
  expect(assembler.isPending()).toBe(true);
  expect(assembler.expire()).toEqual([scan('134567890123456789')]);
  expect(assembler.isPending()).toBe(false);
});

test('scans come out the same, however the stream is cut', () => {
  const stream = fc.uint8Array({ maxLength: 300 }).map((values) => values.map((value) => (value < 64 ? 0x0d : value)));
  const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 });
  fc.assert(
    fc.property(stream, sizes, (whole, cut) => {
      expect(scansOf(...inPieces(whole, cut))).toEqual(scansOf(whole));
    }),
  );
});
