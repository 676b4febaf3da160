/** Which characters a Chinese printer has in its font, and their bytes (protocols 3.2). */
import iconv from 'iconv-lite';

/**
 * Two-byte codes that GB 18030 gave to characters which the fonts of printers, made for GBK, do not have: the last
 * additions (FE50–FEA0, 䶮 among them), the description characters, and the areas for private use.
 */
const NOT_IN_FONTS: readonly (readonly [from: number, to: number])[] = [
  [0xa6d9, 0xa6ff],
  [0xa8bc, 0xa8bf],
  [0xa989, 0xa995],
  [0xfe50, 0xfea0],
];

/** The bytes of a `paperText`, or null if it holds a character outside GBK: such a line is printed as a picture. */
export function encodeText(text: string): Uint8Array | null {
  const parts: Uint8Array[] = [];
  for (const character of text) {
    const bytes = iconv.encode(character, 'gb18030');
    if (!isInFonts(character, bytes)) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** The mark for a character that cannot be printed, as Chinese printing has always had it: two columns wide. */
export const NO_CHARACTER = '〓';

/** The same with `NO_CHARACTER` for what is outside GBK. */
export function encodeTextOrMarks(text: string): { readonly bytes: Uint8Array; readonly missing: number } {
  const characters = Array.from(text, (character) => encodeText(character));
  const mark = iconv.encode(NO_CHARACTER, 'gb18030');
  return {
    bytes: Buffer.concat(characters.map((bytes) => bytes ?? mark)),
    missing: characters.filter((bytes) => bytes === null).length,
  };
}

function isInFonts(character: string, bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  if (bytes.length === 1) return first >= 0x20 && first <= 0x7e;
  if (bytes.length !== 2 || /\p{Co}/u.test(character)) return false;
  const code = first * 256 + second;
  return !NOT_IN_FONTS.some(([from, to]) => code >= from && code <= to);
}
