/**
 * What of a text can stand on paper, and how wide it is there (protocols 3.1, 3.2). A receipt printer knows two widths:
 * one column for what GB 18030 writes in one byte (ASCII), two for everything else, accents and quotation marks included.
 */

/** The text in characters that have a place on paper: one code point each, one or two columns wide. */
export function paperText(text: string): string {
  return (
    text
      .normalize('NFC')
      // GB 18030 has the yuan sign in its wide form only.
      .replaceAll('\u00a5', '\uffe5')
      .replace(/\p{Cs}/gu, '\ufffd')
      .replace(/[\t\n\v\f\r\u0085\u2028\u2029]|[^\P{Zs}\u3000]/gu, ' ')
      // Controls, invisible marks and accents that stand alone have no width, and no printer could place them.
      .replace(/[\p{Cc}\p{Cf}\p{Mn}\p{Me}]/gu, '')
  );
}

/** Columns of one character of a `paperText`. */
export function columnsOfCharacter(character: string): 1 | 2 {
  return /^[ -~]$/.test(character) ? 1 : 2;
}

/** Columns of a `paperText`. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOfCharacter(character);
  return columns;
}

/** Neighbours of one width, so that a page can give the wide ones exactly two columns each. */
export interface Run {
  readonly characters: readonly string[];
  readonly columnsEach: 1 | 2;
}

export function runsOf(text: string): Run[] {
  const runs: { characters: string[]; columnsEach: 1 | 2 }[] = [];
  for (const character of text) {
    const columnsEach = columnsOfCharacter(character);
    const last = runs.at(-1);
    if (last?.columnsEach === columnsEach) last.characters.push(character);
    else runs.push({ characters: [character], columnsEach });
  }
  return runs;
}
