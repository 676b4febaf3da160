import { expect, test } from 'vitest';
import { fingerprintLines, receiptCode } from './fingerprint.ts';

const sha256 = '0123456789abcdef'.repeat(4);

test('a fingerprint is four lines of four groups, and loses no character', () => {
  const lines = fingerprintLines(sha256);
  expect(lines).toHaveLength(4);
  expect(lines.every((line) => line.length === 4 && line.every((group) => group.length === 4))).toBe(true);
  expect(lines.flat().join('')).toBe(sha256);
});

test("the receipt's code holds number and fingerprint only", () => {
  expect(receiptCode('ZG-20261122-A7-0193', sha256)).toBe(`ZG-20261122-A7-0193 sha256:${sha256}`);
});
