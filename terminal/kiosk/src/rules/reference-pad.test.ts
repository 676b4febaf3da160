import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PAD_DIGITS } from './pad.ts';
import {
  DASH,
  deleteLast,
  isReference,
  LETTERS,
  partOf,
  pressReference,
  readReference,
  referenceKeyOf,
} from './reference-pad.ts';

const typed = (keys: string): string => Array.from(keys).reduce(pressReference, '');

test('a reference is typed key by key, and each part asks for its own keys', () => {
  expect(partOf('')).toBe('letter');
  expect(partOf('A')).toBe('label');
  expect(partOf('A7')).toBe('label');
  expect(partOf('A7-')).toBe('number');
  expect(typed('A7-0193')).toBe('A7-0193');
  expect(isReference('A7-0193')).toBe(true);
  expect(isReference('A7-019')).toBe(false);
});

test('a key that cannot come next does nothing', () => {
  expect(typed('7A')).toBe('A');
  expect(typed('AB')).toBe('A');
  expect(typed('A-7')).toBe('A7');
  expect(typed('A7--0')).toBe('A7-0');
  expect(typed('A7-012345678')).toBe('A7-01234567');
});

test('after three digits the dash comes by itself', () => {
  expect(typed('A1230193')).toBe('A123-0193');
});

test('what was typed or pasted in one go is read the same way', () => {
  expect(readReference(' a7-0193\n')).toBe('A7-0193');
  expect(readReference('申请编号 B12-00042。')).toBe('B12-00042');
  expect(readReference('')).toBe('');
});

test('any keys make a beginning of a reference, and deleting ends in nothing', () => {
  const keys = fc.array(fc.constantFrom(...LETTERS, ...PAD_DIGITS, DASH), { maxLength: 30 });
  fc.assert(
    fc.property(keys, (pressed) => {
      const text = pressed.reduce(pressReference, '');
      expect(text).toMatch(/^(?:[A-Z](?:\d{1,3}(?:-\d{0,8})?)?)?$/);
      expect(Array.from(text).reduce(deleteLast, text)).toBe('');
    }),
  );
});

test('a real keyboard types on the pad, and its other keys are left alone', () => {
  expect(referenceKeyOf('a')).toBe('A');
  expect(referenceKeyOf('-')).toBe('-');
  expect(referenceKeyOf('7')).toBe('7');
  expect(referenceKeyOf('Enter')).toBeNull();
  expect(referenceKeyOf('ArrowUp')).toBeNull();
});
