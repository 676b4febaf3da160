import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Noto Sans SC (SIL Open Font Licence), whole; the PDF embeds only the characters it uses. */
export interface Fonts {
  regular: Buffer;
  medium: Buffer;
}

const PACKAGE = '@expo-google-fonts/noto-sans-sc';
let loaded: Promise<Fonts> | undefined;

/** Read at the first contract and kept: ten megabytes each. */
export function contractFonts(): Promise<Fonts> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Fonts> {
  const resolve = createRequire(import.meta.url).resolve;
  const [regular, medium] = await Promise.all([
    readFile(resolve(`${PACKAGE}/400Regular/NotoSansSC_400Regular.ttf`)),
    readFile(resolve(`${PACKAGE}/500Medium/NotoSansSC_500Medium.ttf`)),
  ]);
  return { regular, medium };
}
