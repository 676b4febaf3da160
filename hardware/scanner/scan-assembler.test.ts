import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createScanAssembler } from './scan-assembler.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

function scansOf(...pieces: Uint8Array[]): unknown[] {
  const assembler = createScanAssembler();
  return pieces.flatMap((piece) => assembler.push(piece, 0));
}

test.each([
  ['CR', '6901234567892\r'],
  ['LF', '6901234567892\n'],
  ['CR LF', '6901234567892\r\n'],
  ['TAB and CR', '6901234567892\t\r'],
  ['STX in front', '\x026901234567892\r'],
  ['an AIM identifier', ']E06901234567892\r'],
  ['STX and an AIM identifier', '\x02]E06901234567892\r'],
])('a scan with %s is the bare text', (_, wire) => {
  expect(scansOf(bytes(wire))).toEqual([{ kind: 'scan', text: '6901234567892' }]);
});

test('CR LF cut in two, and empty lines, make no empty scans', () => {
  expect(scansOf(bytes('A\r'), bytes('\n\r\n\nB\r'))).toEqual([
    { kind: 'scan', text: 'A' },
    { kind: 'scan', text: 'B' },
  ]);
});

test('what only looks like an AIM identifier is kept', () => {
  expect(scansOf(bytes(']1x\r'))).toEqual([{ kind: 'scan', text: ']1x' }]);
  expect(scansOf(bytes(']E\r'))).toEqual([{ kind: 'scan', text: ']E' }]);
});

test('UTF-8 is taken first, then GB18030', () => {
  const gbk = Uint8Array.of(0xb2, 0xe2, 0xca, 0xd4, 0x0d);
  expect(scansOf(bytes('测试\r'))).toEqual([{ kind: 'scan', text: '测试' }]);
  expect(scansOf(gbk)).toEqual([{ kind: 'scan', text: '测试' }]);
});

test('bytes that are text in neither are refused, and the next scan is good', () => {
  expect(scansOf(latin('\xff\xff\xff\r'), bytes('A\r'))).toEqual([
    { kind: 'refused', reason: 'not-text', bytes: 3 },
    { kind: 'scan', text: 'A' },
  ]);
});

test('7089 digits are a scan, one more is refused as a whole', () => {
  const digits = '1'.repeat(7089);
  expect(scansOf(bytes(`${digits}\r`))).toEqual([{ kind: 'scan', text: digits }]);
  expect(scansOf(bytes(`${digits}1\r`), bytes('2\r'))).toEqual([
    { kind: 'refused', reason: 'too-long', bytes: 7090 },
    { kind: 'scan', text: '2' },
  ]);
});

test('without a suffix, silence closes the scan', () => {
  const assembler = createScanAssembler();
  expect(assembler.push(bytes('134567890123456789'), 0)).toEqual([]);
  expect(assembler.isPending()).toBe(true);
  expect(assembler.expire(80)).toEqual([{ kind: 'scan', text: '134567890123456789' }]);
  expect(assembler.isPending()).toBe(false);
});

test('the same text within 1.5 seconds is one scan, for as long as it lies there; another text is not', () => {
  const assembler = createScanAssembler();
  const at = (text: string, nowMs: number): number => assembler.push(bytes(`${text}\r`), nowMs).length;
  expect([at('A', 0), at('A', 1000), at('A', 2400), at('A', 3900)]).toEqual([1, 0, 0, 1]);
  expect([at('B', 3901), at('A', 3902)]).toEqual([1, 1]);
});

test('scans come out the same, however the stream is cut', () => {
  const stream = fc.array(fc.oneof(fc.constantFrom(0x0d, 0x0a, 0x02, 0x5d, 0x41), fc.nat(255)), { maxLength: 300 });
  fc.assert(
    fc.property(stream, fc.integer({ min: 1, max: 20 }), (values, size) => {
      const whole = Uint8Array.from(values);
      const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
        whole.subarray(at * size, (at + 1) * size),
      );
      expect(scansOf(...pieces)).toEqual(scansOf(whole));
    }),
  );
});
