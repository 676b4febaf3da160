/** What a number pad does to the digits typed so far. */
export const PAD_DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;
export type PadKey = (typeof PAD_DIGITS)[number] | 'delete' | 'clear';

export function pressPad(digits: string, key: PadKey, length: number): string {
  if (key === 'clear') return '';
  if (key === 'delete') return digits.slice(0, -1);
  return digits.length < length ? digits + key : digits;
}

/** The pad key for a key of a real keyboard, or null where it is none of the pad's. */
export function padKeyOf(keyboardKey: string): PadKey | null {
  if (keyboardKey === 'Backspace') return 'delete';
  if (keyboardKey === 'Delete') return 'clear';
  return PAD_DIGITS.find((digit) => digit === keyboardKey) ?? null;
}

/** The digits of a pasted or typed text, as many as fit. */
export function digitsOf(text: string, length: number): string {
  return text.replaceAll(/\D/g, '').slice(0, length);
}

/** `138 1234 5678`, also while it grows. */
export function groupPhone(digits: string): string {
  return [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].filter((group) => group !== '').join(' ');
}
