/** Where a line of paper may end: between words and between wide characters, never before a full stop. */
import { columnsOf, columnsOfCharacter } from './paper-text.ts';

const NEVER_FIRST = /^[,.;:!?%)\]}，。、；：！？％）】》」』〕”’…·]$/u;
const NEVER_LAST = /^[([{（【《「『〔“‘￥]$/u;
/** Letters of words that are written with spaces between them; some are wide on paper all the same. */
const ALPHABETIC = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d]$/u;

interface Word {
  readonly text: string;
  /** Spaces in front of it, which vanish at the beginning of a line. */
  readonly gap: string;
}

/** Breaks a `paperText` into lines of at most `columns` (2 or more). Only spaces at the ends of lines are lost. */
export function breakWords(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(text)) {
    const joined = line === '' ? word.text : line + word.gap + word.text;
    if (columnsOf(joined) <= columns) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    // A word that no line can hold is cut wherever the line is full.
    const pieces = cut(word.text, columns);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  return [...lines, line];
}

function wordsOf(text: string): Word[] {
  const words: { text: string; gap: string }[] = [];
  let gap = '';
  let last = '';
  for (const character of text) {
    if (character === ' ') {
      gap += character;
      continue;
    }
    const word = words.at(-1);
    if (word === undefined || gap !== '' || mayBreak(last, character)) words.push({ text: character, gap });
    else word.text += character;
    gap = '';
    last = character;
  }
  return words;
}

function mayBreak(last: string, next: string): boolean {
  if (NEVER_FIRST.test(next) || NEVER_LAST.test(last)) return false;
  if (ALPHABETIC.test(last) && ALPHABETIC.test(next)) return false;
  return columnsOfCharacter(last) === 2 || columnsOfCharacter(next) === 2;
}

function cut(text: string, columns: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    if (columnsOf(piece + character) > columns) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
