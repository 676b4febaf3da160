/**
 * What a scanner in keyboard mode means by a key (protocols 2.7): the character at that place of a US keyboard. Places,
 * not characters, because an input method or another layout changes the characters.
 */
const SHIFTED_DIGITS = ')!@#$%^&*(';
const SIGNS: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Space: [' ', ' '],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  NumpadDecimal: ['.', '.'],
  NumpadDivide: ['/', '/'],
  NumpadMultiply: ['*', '*'],
  NumpadSubtract: ['-', '-'],
  NumpadAdd: ['+', '+'],
};

export interface KeyPlace {
  /** `KeyboardEvent.code`. */
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
}

/** Null for a key that writes nothing. With Ctrl held it is a control character: Ctrl and `]` are GS. */
export function characterOf({ code, shiftKey, ctrlKey }: KeyPlace): string | null {
  const character = plainCharacterOf(code, shiftKey);
  if (!ctrlKey || character === null) return character;
  const control = character.toUpperCase().charCodeAt(0) - 0x40;
  return control >= 1 && control <= 0x1f ? String.fromCharCode(control) : null;
}

function plainCharacterOf(code: string, shiftKey: boolean): string | null {
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase();
  const [, digit] = /^Digit([0-9])$/.exec(code) ?? [];
  if (digit !== undefined) return shiftKey ? SHIFTED_DIGITS.charAt(Number(digit)) : digit;
  const [, pad] = /^Numpad([0-9])$/.exec(code) ?? [];
  return pad ?? SIGNS[code]?.[shiftKey ? 1 : 0] ?? null;
}
