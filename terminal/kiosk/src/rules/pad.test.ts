import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digitsOf, groupPhone, PAD_DIGITS, padKeyOf, pressPad } from './pad.ts';

test('digits are added until the field is full, and taken away one by one or all at once', () => {
  expect(pressPad('12', '3', 3)).toBe('123');
  expect(pressPad('123', '4', 3)).toBe('123');
  expect(pressPad('123', 'delete', 3)).toBe('12');
  expect(pressPad('', 'delete', 3)).toBe('');
  expect(pressPad('123', 'clear', 3)).toBe('');
});

test('any sequence of keys leaves digits only, never more than fit', () => {
  const keys = fc.array(fc.constantFrom(...PAD_DIGITS, 'delete' as const, 'clear' as const));
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 12 }), (pressed, length) => {
      const digits = pressed.reduce((typed, key) => pressPad(typed, key, length), '');
      expect(digits).toMatch(/^\d*$/);
      expect(digits.length).toBeLessThanOrEqual(length);
    }),
  );
});

test('a real keyboard types on the pad, and its other keys are left alone', () => {
  expect(padKeyOf('7')).toBe('7');
  expect(padKeyOf('Backspace')).toBe('delete');
  expect(padKeyOf('Delete')).toBe('clear');
  expect(padKeyOf('Enter')).toBeNull();
  expect(padKeyOf('a')).toBeNull();
});

test('a phone number is shown in groups while it grows', () => {
  expect(groupPhone('')).toBe('');
  expect(groupPhone('138')).toBe('138');
  expect(groupPhone('1380')).toBe('138 0');
  expect(groupPhone('13800001234')).toBe('138 0000 1234');
});

test('only the digits of a typed text count', () => {
  expect(digitsOf('138 0000-1234 567', 11)).toBe('13800001234');
});
