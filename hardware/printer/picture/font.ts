import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { OutlineStep } from './fill.ts';

/** A character as the font draws it, in units of the font, y upwards. */
export interface Glyph {
  readonly outline: readonly OutlineStep[];
  readonly advance: number;
}

export interface OutlineFont {
  readonly unitsPerEm: number;
  /** Null where the font has no such character. */
  glyphOf(character: string): Glyph | null;
}

let loaded: Promise<OutlineFont | null> | undefined;

/**
 * Noto Sans SC (SIL Open Font Licence), read when the first rare character is printed, and kept: ten megabytes. Null
 * where the installation lacks it: a slip with marks in it is better than none.
 */
export function loadFont(): Promise<OutlineFont | null> {
  loaded ??= load().catch(() => null);
  return loaded;
}

async function load(): Promise<OutlineFont> {
  const { resolve } = createRequire(import.meta.url);
  const file = resolve('@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf');
  const [{ create }, bytes] = await Promise.all([import('fontkit'), readFile(file)]);
  const font = create(bytes);
  if (!('glyphForCodePoint' in font)) throw new TypeError('a single font was expected');
  return {
    unitsPerEm: font.unitsPerEm,
    glyphOf: (character) => {
      const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
      if (glyph.id === 0) return null;
      const outline = glyph.path.commands.map(({ command, args }) => ({ command, points: args }));
      return { outline, advance: glyph.advanceWidth };
    },
  };
}
