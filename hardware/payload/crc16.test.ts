import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc16 } from './crc16.ts';

test('the check value of protocols 2.11', () => {
  expect(crc16(new TextEncoder().encode('123456789'))).toBe(0x29b1);
  expect(crc16(new Uint8Array())).toBe(0xffff);
});

test('bytes followed by their CRC leave nothing, and one flipped bit always shows', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(), (bytes, pick) => {
      const crc = crc16(bytes);
      const whole = Uint8Array.of(...bytes, crc >> 8, crc & 0xff);
      expect(crc16(whole)).toBe(0);
      const bit = pick % (whole.length * 8);
      whole[bit >> 3] = (whole[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(crc16(whole)).not.toBe(0);
    }),
  );
});
