/** A line of text drawn by us, for characters that the printer's font does not have (protocols 3.2). Pure but for the font. */
import type { TextLine } from '#shared/slip/layout.ts';
import { columnsOf, columnsOfCharacter } from '#shared/slip/paper-text.ts';
import { NO_CHARACTER } from '../code-page.ts';
import type { Bitmap } from './bitmap.ts';
import { blankBitmap } from './bitmap.ts';
import type { OutlineStep } from './fill.ts';
import { fillOutline } from './fill.ts';
import type { Glyph, OutlineFont } from './font.ts';

export interface LinePicture {
  readonly bitmap: Bitmap;
  /** Characters that no font has; they are printed as 〓. */
  readonly missing: number;
}

/** Font A is 12 × 24 dots, Chinese 24 × 24 (protocols 3.1); six more make the default line spacing. */
const COLUMN_DOTS = 12;
const GLYPH_DOTS = 24;
const LEADING_DOTS = 6;
/** Where the square of a Chinese character ends above the base line, in parts of its height. */
const ABOVE_BASE_LINE = 0.88;

/** `paperDots`: 384 or 576. The picture is as wide as the paper, so that its place does not depend on any alignment. */
export function drawLine(line: TextLine, paperDots: number, font: OutlineFont): LinePicture {
  const cell = { columnDots: COLUMN_DOTS * line.size, glyphDots: GLYPH_DOTS * line.size };
  const bitmap = blankBitmap(paperDots / 8, cell.glyphDots + LEADING_DOTS);
  let missing = 0;
  let left = startOf(line, paperDots, columnsOf(line.text) * cell.columnDots);
  for (const character of line.text) {
    const width = columnsOfCharacter(character) * cell.columnDots;
    const glyph = font.glyphOf(character);
    if (glyph === null) missing += 1;
    const drawn = glyph ?? font.glyphOf(NO_CHARACTER);
    const { unitsPerEm } = font;
    if (drawn !== null) draw(bitmap, place(drawn, { left, width, glyphDots: cell.glyphDots, unitsPerEm }), line.bold);
    left += width;
  }
  return { bitmap, missing };
}

function startOf({ align }: TextLine, paperDots: number, lineDots: number): number {
  switch (align) {
    case 'left':
      return 0;
    case 'centre':
      return Math.floor((paperDots - lineDots) / 2);
    case 'right':
      return paperDots - lineDots;
  }
}

interface Place {
  readonly left: number;
  readonly width: number;
  readonly glyphDots: number;
  readonly unitsPerEm: number;
}

/** In the middle of its columns; a letter wider than they are is squeezed into them. */
function place({ outline, advance }: Glyph, { left, width, glyphDots, unitsPerEm }: Place): OutlineStep[] {
  const unit = glyphDots / unitsPerEm;
  const squeeze = Math.min(1, width / (advance * unit));
  const x = left + (width - advance * unit * squeeze) / 2;
  const y = LEADING_DOTS / 2 + glyphDots * ABOVE_BASE_LINE;
  return outline.map(({ command, points }) => ({
    command,
    points: points.map((value, at) => (at % 2 === 0 ? x + value * unit * squeeze : y - value * unit)),
  }));
}

function draw(bitmap: Bitmap, outline: readonly OutlineStep[], bold: boolean): void {
  fillOutline(bitmap, outline);
  if (!bold) return;
  const oneDotRight = outline.map(({ command, points }) => ({
    command,
    points: points.map((value, at) => (at % 2 === 0 ? value + 1 : value)),
  }));
  fillOutline(bitmap, oneDotRight);
}
