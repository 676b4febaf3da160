import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isGtin } from './gtin.ts';
import { expandUpcE } from './upc-e.ts';

// The first three are published pairs; the others are the rule, worked out by hand, for a last digit of 3 and of 4.
test.each([
  ['04252614', '042100005264'],
  ['01234565', '012345000065'],
  ['06543217', '065100004327'],
  ['01234531', '012300000451'],
  ['01234543', '012340000053'],
])('%s stands for %s', (upcE, gtin) => {
  expect(expandUpcE(upcE)).toBe(gtin);
});

test('bare, it is of number system 0', () => {
  expect(expandUpcE('425261')).toBe('042100005264');
});

test('seven digits are taken where they can be read in one way only', () => {
  expect(expandUpcE('4252614')).toBe('042100005264');
  expect(expandUpcE('0654321')).toBe('065100004327');
  // 0 and 425261, or 042526 and its check digit 1: two goods.
  expect(expandUpcE('0425261')).toBeNull();
});

test.each(['04252615', '24252614', '0425261a', '', '42526', '042526140'])('%j stands for nothing', (digits) => {
  expect(expandUpcE(digits)).toBeNull();
});

test('any six digits in either number system have one check digit, and then stand for a GTIN-12', () => {
  const six = fc.array(fc.nat(9), { minLength: 6, maxLength: 6 }).map((digits) => digits.join(''));
  fc.assert(
    fc.property(six, fc.constantFrom('0', '1'), (body, system) => {
      const found = Array.from({ length: 10 }, (_, check) => expandUpcE(`${system}${body}${check}`));
      const [gtin, ...others] = found.filter((each) => each !== null);
      expect(others).toEqual([]);
      expect(gtin).toHaveLength(12);
      expect(isGtin(gtin ?? '')).toBe(true);
    }),
  );
});
