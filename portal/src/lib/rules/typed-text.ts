/**
 * What a person typed or a keyboard scanner sent. Chinese input methods write full-width digits and letters, so the
 * text is brought to one form before anything looks at it.
 */
export function normalizeTyped(text: string): string {
  return text.normalize('NFKC').trim();
}

/** True for a GTIN of 8, 12, 13 or 14 digits whose check digit is right (GS1 General Specifications, 7.9). */
export function isGtin(text: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(text)) return false;
  const digits = Array.from(text, Number);
  const check = digits.pop();
  const sum = digits.reverse().reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === check;
}

export type SearchKind = 'nothing' | 'order-number' | 'four-digits' | 'amount' | 'reference' | 'words';

/**
 * What a search text is taken for, said beside the field so that nobody wonders what was looked for. The server does
 * the looking; four digits can be the end of a phone number or an amount, and it looks for both.
 */
export function searchKind(typed: string): SearchKind {
  const text = normalizeTyped(typed);
  if (text === '') return 'nothing';
  if (/^D-?\d/i.test(text)) return 'order-number';
  if (/^\d{4}$/.test(text)) return 'four-digits';
  if (/^¥?\d{1,3}(,\d{3})*(\.\d{1,2})?$|^¥?\d+(\.\d{1,2})?$/.test(text)) return 'amount';
  if (/^[A-Z]{1,2}\d{0,3}-/i.test(text)) return 'reference';
  return 'words';
}

/** A fingerprint in groups of eight, so that two people can compare it over the phone. */
export function hashGroups(hash: string): string[] {
  return hash.match(/.{1,8}/g) ?? [];
}
