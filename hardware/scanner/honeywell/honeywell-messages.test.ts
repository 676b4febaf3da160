import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, hexOf, inPieces } from '../../testing/byte-pieces.ts';
import { symbologyOfCodeId } from './code-ids.ts';
import { HONEYWELL, encodeMenuCommand } from './commands.ts';
import { createMenuReplyCutter } from './menu-replies.ts';
import { createMetadataCutter } from './metadata.ts';
import { readRevisionLine } from './revision.ts';

const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const rest = (text: string) => ({ kind: 'rest', bytes: latin(text) });

// Protocols 2.4.
test('commands go out as published', () => {
  expect([HONEYWELL.triggerOn, HONEYWELL.triggerOff, HONEYWELL.beep].map(hexOf)).toEqual([
    '16 54 0D',
    '16 55 0D',
    '16 07 0D',
  ]);
  expect(hexOf(encodeMenuCommand('REVINF', 'temporary'))).toBe('16 4D 0D 52 45 56 49 4E 46 2E');
  expect(hexOf(encodeMenuCommand('CBRENA1', 'stored'))).toBe('16 4D 0D 43 42 52 45 4E 41 31 21');
});

test.each([
  ['EAN-13', 0x64, ']E0'],
  ['QR', 0x73, ']Q1'],
  ['GS1-128', 0x7c, ']C1'],
  ['Han Xin, which has no letter in 2.8', 0x48, null],
])('code id of %s', (_, codeId, symbology) => {
  expect(symbologyOfCodeId(codeId)).toBe(symbology);
});

/** Laid out by hand after protocols 2.4: 27 bytes of payload, 13 of them data. */
const METADATA = Buffer.concat([bytesOf('16 FE 1B 00 00 00 0D'), latin('MSGGET0014dE0\x1d6901234567892\r')]);
const EAN = { kind: 'scan', scan: { text: '6901234567892', symbology: ']E0' } };

test('a scan with metadata tells its symbology and is cut out of what is around it', () => {
  const stream = Uint8Array.from([...latin('A\r'), ...METADATA, ...latin('B')]);
  expect(createMetadataCutter().push(stream)).toEqual([
    rest('A\r'),
    { kind: 'message', message: { kind: 'metadata-scan', reading: EAN } },
    rest('B'),
  ]);
});

test('the AIM identifier says more than the code id', () => {
  const message = Buffer.concat([bytesOf('16 FE 00 00 00 00 0D'), latin('MSGGET0001jC1\x1dA')]);
  expect(createMetadataCutter().push(message)).toMatchObject([
    { message: { reading: { scan: { symbology: ']C1' } } } },
  ]);
});

test('without a sensible AIM identifier the code id tells the symbology', () => {
  const message = Buffer.concat([bytesOf('16 FE 00 00 00 00 0D'), latin('MSGGET0001s\x00\x00\x1dA')]);
  expect(createMetadataCutter().push(message)).toMatchObject([
    { message: { reading: { scan: { text: 'A', symbology: ']Q1' } } } },
  ]);
});

test.each([
  ['another message', 'MSGPUT0001dE0\x1d'],
  ['letters for digits', 'MSGGET00O1dE0\x1d'],
  ['no separator', 'MSGGET0001dE0\x00'],
  ['more data than any code holds', 'MSGGET9999dE0\x1d'],
])('metadata with %s is broken, and the next scan is good', (_, payload) => {
  const head = bytesOf('16 FE 00 00 00 00 0D');
  expect(createMetadataCutter().push(Buffer.concat([head, latin(payload), METADATA]))).toMatchObject([
    { kind: 'broken' },
    { message: { reading: EAN } },
  ]);
});

const FIRMWARE = 'Product Name: Simulated 1900\r\nBoot Revision: : 1000\r\nSoftware Revision: 12345 \r\n';

test('a firmware text is taken apart line by line; its end is the repeated command', () => {
  const cutter = createMenuReplyCutter();
  cutter.expect('REVINF');
  const messages = cutter.push(latin(`${FIRMWARE}REVINF\x06.690\r`)).filter(({ kind }) => kind === 'message');
  expect(messages.map((piece) => piece.kind === 'message' && piece.message)).toEqual([
    { kind: 'menu-facts', facts: { model: 'Simulated 1900' } },
    { kind: 'menu-facts', facts: {} },
    { kind: 'menu-facts', facts: { firmware: '12345' } },
    { kind: 'menu-status', status: 'done' },
  ]);
});

test.each([
  ['REVINF\x05.', 'unknown-command'],
  ['REVINF\x15!', 'refused'],
  ['\x06.', 'done'],
])('%j ends a reply', (wire, status) => {
  const cutter = createMenuReplyCutter();
  cutter.expect('REVINF');
  expect(cutter.push(latin(wire))).toEqual([{ kind: 'message', message: { kind: 'menu-status', status } }]);
  expect(cutter.push(latin(wire))).toEqual([rest(wire)]);
});

test('scans before, between and right in front of a reply stay scans', () => {
  const cutter = createMenuReplyCutter();
  cutter.expect('REVINF');
  const pieces = cutter.push(latin('134567890123456789\rhttps://a.cn/?x: y.\r6901234567892REVINF\x06.'));
  expect(pieces).toEqual([
    rest('134567890123456789\r'),
    rest('https://a.cn/?x: y.\r'),
    rest('6901234567892'),
    { kind: 'message', message: { kind: 'menu-status', status: 'done' } },
  ]);
});

test('what is kept comes out with silence, and before what follows when nobody waits any more', () => {
  const cutter = createMenuReplyCutter();
  cutter.expect('REVINF');
  expect([cutter.push(latin('69')), cutter.isPending(), cutter.expire()]).toEqual([[], true, [rest('69')]]);
  cutter.push(latin('01'));
  cutter.forget();
  expect(cutter.push(latin('23'))).toEqual([rest('01'), rest('23')]);
});

test('only two lines of a firmware text are told, cut to a bound', () => {
  expect(readRevisionLine('Serial Number: 1')).toEqual({});
  expect(readRevisionLine(`Product Name: ${'x'.repeat(200)}`)).toEqual({ model: 'x'.repeat(80) });
  expect(readRevisionLine('constructor: x')).toBeNull();
  expect(readRevisionLine('6901234567892')).toBeNull();
});

test('any stream comes out the same, however it is cut', () => {
  const chunk = fc.oneof(
    fc.constant(METADATA),
    fc.constantFrom(...[FIRMWARE, 'REVINF\x06.', '\x16', '\x16\xfe', '\r\n', '690'].map(latin)),
    fc.uint8Array({ maxLength: 9 }),
  );
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(chunk), sizes, (chunks, cut) => {
      const whole = Buffer.concat(chunks);
      expect(heard(inPieces(whole, cut))).toEqual(heard([whole]));
    }),
  );
});

/** Both cutters in turn; of the rests only the bytes count. */
function heard(pieces: readonly Uint8Array[]): unknown[] {
  const menu = createMenuReplyCutter();
  menu.expect('REVINF');
  const metadata = createMetadataCutter();
  const messages: unknown[] = [];
  const rests: Uint8Array[] = [];
  for (const piece of pieces.flatMap((bytes) => metadata.push(bytes))) {
    if (piece.kind !== 'rest') messages.push(piece);
    else {
      for (const inner of menu.push(piece.bytes)) {
        if (inner.kind === 'rest') rests.push(inner.bytes);
        else messages.push(inner);
      }
    }
  }
  return [...messages, Buffer.concat(rests).toString('hex')];
}
