import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHostPacketReader, ssiPacket } from '../../simulators/scanners/ssi-wire.ts';
import { bytesOf, hexOf, inPieces } from '../../testing/byte-pieces.ts';
import { symbologyOfCodeType } from './code-types.ts';
import { OPCODES, STATUS } from './opcodes.ts';
import type { SsiParsed } from './packets.ts';
import { createSsiParser, encodeSsi } from './packets.ts';
import { PACKETED_DECODE_DATA, encodeParameters } from './parameters.ts';

// Protocols 2.5.
test.each([
  ['ACK', { opcode: OPCODES.ack }, '04 D0 04 00 FF 28'],
  ['NAK resend', { opcode: OPCODES.nak, data: Uint8Array.of(1) }, '05 D1 04 00 01 FF 25'],
  ['start', { opcode: OPCODES.startSession }, '04 E4 04 00 FF 14'],
  ['stop', { opcode: OPCODES.stopSession }, '04 E5 04 00 FF 13'],
  ['enable', { opcode: 0xe9 }, '04 E9 04 00 FF 0F'],
  ['disable', { opcode: 0xea }, '04 EA 04 00 FF 0E'],
  ['revision', { opcode: OPCODES.requestRevision }, '04 A3 04 00 FF 55'],
  [
    'packeted decode data, stored',
    { opcode: OPCODES.parameterSend, status: STATUS.permanent, data: encodeParameters([PACKETED_DECODE_DATA]) },
    '07 C6 04 08 FF EE 01 FD 39',
  ],
])('%s goes out as published', (_, packet, published) => {
  expect(hexOf(encodeSsi(packet))).toBe(published);
});

test.each([
  [239, 1, 'FF EF 01'],
  [256, 1, 'FF F0 00 01'],
  [0x150, 2, 'FF F0 50 02'],
  [512, 3, 'FF F1 00 03'],
  [0x3ff, 4, 'FF F2 FF 04'],
  [1, 0x0102, 'FF F4 01 01 02'],
])('parameter %i with value %i', (number, value, bytes) => {
  expect(hexOf(encodeParameters([{ number, value }]))).toBe(bytes);
});

const EAN = bytesOf('12 F3 00 00 0B 36 39 30 31 32 33 34 35 36 37 38 39 32 FC 42');
const eanPacket = {
  kind: 'packet',
  packet: { opcode: 0xf3, source: 0, status: 0, data: Uint8Array.from([0x0b, ...Buffer.from('6901234567892')]) },
};

test('the published scan is understood', () => {
  expect(createSsiParser().push(EAN)).toEqual([eanPacket]);
  expect(symbologyOfCodeType(0x0b)).toBe(']E0');
  expect(symbologyOfCodeType(0x0e)).toBeNull();
});

test('a wrong checksum is told, and the next packet is good', () => {
  const damaged = Uint8Array.from(EAN);
  damaged[10] = 0x35;
  expect(createSsiParser().push(Buffer.concat([damaged, EAN]))).toEqual([{ kind: 'bad-checksum' }, eanPacket]);
});

test('what begins no packet of a scanner is told once and skipped', () => {
  const text = Buffer.from('6901234567892\r');
  expect(createSsiParser().push(Buffer.concat([text, bytesOf('00 03'), EAN]))).toEqual([{ kind: 'noise' }, eanPacket]);
});

test('an unfinished packet is given up when the line falls silent', () => {
  const parser = createSsiParser();
  expect(parser.push(EAN.subarray(0, 19))).toEqual([]);
  expect(parser.isPending()).toBe(true);
  expect(parser.expire()).toEqual([{ kind: 'noise' }]);
  expect(parser.push(EAN)).toEqual([eanPacket]);
});

test('what the parser understands of any packet is what a scanner sent', () => {
  const opcodes = fc.integer({ min: 0x80, max: 0xff });
  fc.assert(
    fc.property(opcodes, fc.nat(255), fc.uint8Array({ maxLength: 251 }), (opcode, status, data) => {
      const parsed = createSsiParser().push(ssiPacket(opcode, status, data));
      expect(parsed).toEqual([{ kind: 'packet', packet: { opcode, source: 0, status, data } }]);
    }),
  );
});

test('what a scanner understands of any packet is what the host sent', () => {
  const byte = fc.nat(255);
  fc.assert(
    fc.property(byte, byte, fc.uint8Array({ maxLength: 251 }), (opcode, status, data) => {
      const heard = createHostPacketReader()(encodeSsi({ opcode, status, data }));
      expect(heard).toEqual([{ opcode, status, data: Buffer.from(data), isWhole: true }]);
    }),
  );
});

test('any stream comes out the same, however it is cut', () => {
  const chunk = fc.oneof(fc.constant(EAN), fc.uint8Array({ maxLength: 30 }), fc.constant(EAN.subarray(0, 7)));
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
  const parsed = (pieces: readonly Uint8Array[]): SsiParsed[] => {
    const parser = createSsiParser();
    return pieces.flatMap((piece) => parser.push(piece));
  };
  fc.assert(
    fc.property(fc.array(chunk), sizes, (chunks, cut) => {
      const whole = Buffer.concat(chunks);
      expect(parsed(inPieces(whole, cut))).toEqual(parsed([whole]));
    }),
  );
});
