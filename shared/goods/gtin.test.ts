import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gtinCheckDigit, isGtin, toGtin14 } from './gtin.ts';

// The vectors of hardware-protocols.md 2.10.
test.each(['6901234567892', '036000291452', '96385074'])('%s is a GTIN', (gtin) => {
  expect(isGtin(gtin)).toBe(true);
});

test.each(['6901234567890', '', '690', '69012345678920', '690123456789a', ' 96385074', '9638507', '123456789'])(
  '%j is none',
  (text) => {
    expect(isGtin(text)).toBe(false);
  },
);

const digits = fc
  .constantFrom(7, 11, 12, 13)
  .chain((length) => fc.array(fc.nat(9), { minLength: length, maxLength: length }))
  .map((list) => list.join(''));

test('the check digit completes any digits to a GTIN, and leading zeros do not change it', () => {
  fc.assert(
    fc.property(digits, (body) => {
      const gtin = body + gtinCheckDigit(body);
      expect(isGtin(gtin)).toBe(true);
      expect(isGtin(toGtin14(gtin))).toBe(true);
    }),
  );
});

test('one digit mistyped is always noticed', () => {
  fc.assert(
    fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, pick, shift) => {
      const gtin = body + gtinCheckDigit(body);
      const place = pick % gtin.length;
      const wrong = gtin.slice(0, place) + String((Number(gtin[place]) + shift) % 10) + gtin.slice(place + 1);
      expect(isGtin(wrong)).toBe(false);
    }),
  );
});

test('a number of another length is refused loudly', () => {
  expect(() => gtinCheckDigit('123')).toThrow(RangeError);
});
