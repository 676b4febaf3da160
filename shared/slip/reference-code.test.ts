import { expect, test } from 'vitest';
import { receiptCode } from '../lending/fingerprint.ts';
import { referenceOfCode } from './reference-code.ts';

test('the codes of our slips lead to the reference', () => {
  expect(referenceOfCode(receiptCode('ZG-20261122-A7-0193', 'ab'.repeat(32)))).toBe('A7-0193');
  expect(referenceOfCode(' A7-0193\r\n')).toBe('A7-0193');
});

test.each(['', 'hello', 'A7', '6901234567892', 'ZG-20261122-A7-0193', 'ZG-20261122-hello sha256:' + 'ab'.repeat(32)])(
  '%j has none',
  (text) => expect(referenceOfCode(text)).toBeNull(),
);
