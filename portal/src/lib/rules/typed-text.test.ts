import { describe, expect, test } from 'vitest';
import { hashGroups, isGtin, normalizeTyped, searchKind } from './typed-text.ts';

describe('typed text', () => {
  test('full-width digits from a Chinese input method are digits', () => {
    expect(normalizeTyped(' ６９０１２３４ ')).toBe('6901234');
  });

  test.each(['96385074', '036000291452', '4006381333931', '6901234567892', '10614141000415'])(
    '%s is a barcode with a right check digit',
    (gtin) => {
      expect(isGtin(gtin)).toBe(true);
    },
  );

  test.each(['4006381333932', '400638133393', '冰箱', '', '123456789'])('%j is no barcode', (text) => {
    expect(isGtin(text)).toBe(false);
  });

  test.each([
    ['', 'nothing'],
    ['d-1122', 'order-number'],
    ['D-1122-0007', 'order-number'],
    ['5678', 'four-digits'],
    ['５６７８', 'four-digits'],
    ['3299.00', 'amount'],
    ['¥3,299', 'amount'],
    ['A7-0193', 'reference'],
    ['ZG-20261122-A7-0193', 'reference'],
    ['冰箱', 'words'],
  ])('%j is taken for %s', (text, kind) => {
    expect(searchKind(text)).toBe(kind);
  });

  test('a SHA-256 is eight groups of eight', () => {
    expect(hashGroups('0123456789abcdef'.repeat(4))).toEqual(
      Array.from({ length: 4 }, () => ['01234567', '89abcdef']).flat(),
    );
  });
});
