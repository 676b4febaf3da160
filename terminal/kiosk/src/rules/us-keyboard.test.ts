import { expect, test } from 'vitest';
import { characterOf } from './us-keyboard.ts';

const written = (code: string, shiftKey = false, ctrlKey = false): string | null =>
  characterOf({ code, shiftKey, ctrlKey });

test('every printable ASCII character has one place on the keyboard, numeric pad aside', () => {
  const codes = [
    ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `Key${letter}`),
    ...Array.from('0123456789', (digit) => `Digit${digit}`),
    ...['Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote', 'Backquote'],
    ...['Comma', 'Period', 'Slash'],
  ];
  const all = codes.flatMap((code) => [written(code), written(code, true)]).sort();
  const printable = Array.from({ length: 0x7f - 0x21 }, (_, at) => String.fromCharCode(0x21 + at));
  expect(all).toEqual(printable.sort());
  expect(written('Space')).toBe(' ');
});

test.each([
  ['BracketRight', '\x1d'],
  ['KeyB', '\x02'],
  ['KeyM', '\r'],
  ['BracketLeft', '\x1b'],
  ['Digit5', null],
])('Ctrl and %s are %j', (code, character) => {
  expect(written(code, false, true)).toBe(character);
});

test('the numeric pad writes digits, and keys without a character write nothing', () => {
  expect(written('Numpad7')).toBe('7');
  expect(written('Numpad7', true)).toBe('7');
  for (const code of ['F8', 'ArrowLeft', 'Backspace', 'ShiftLeft', 'Enter', '']) expect(written(code)).toBeNull();
});
