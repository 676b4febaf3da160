/** A slip laid out: lines of columns, the same for paper and page. Pure. */
import { breakWords } from './break-words.ts';
import type { Slip, SlipBlock } from './document.ts';
import { columnsOf, paperText } from './paper-text.ts';
import type { QrModules } from './qr.ts';
import { qrModules } from './qr.ts';

export interface TextLine {
  readonly kind: 'text';
  /** A `paperText` of at most `columns / size` columns; empty for a blank line. */
  readonly text: string;
  readonly align: 'left' | 'centre' | 'right';
  readonly bold: boolean;
  readonly size: 1 | 2;
}
export interface QrLine {
  readonly kind: 'qr';
  readonly content: string;
  readonly modules: QrModules;
}
export type SlipLine = TextLine | QrLine | { readonly kind: 'cut' };

type Style = Pick<TextLine, 'align' | 'bold' | 'size'>;
const PLAIN: Style = { align: 'left', bold: false, size: 1 };

/** Between a label and its value, and between the columns of a table. */
const GAP = 1;

/** `columns`: 32 on 58 mm paper, 48 on 80 mm. Throws where the content of a code is too long for any. */
export function layOut(slip: Slip, columns: number): SlipLine[] {
  return slip.blocks.flatMap((block) => linesOf(block, columns));
}

function linesOf(block: SlipBlock, columns: number): SlipLine[] {
  switch (block.kind) {
    case 'text': {
      const { text, align = 'left', bold = false, size = 1 } = block;
      return text
        .split(/\r\n|[\r\n\u2028\u2029]/)
        .flatMap((paragraph) => broken(paragraph, { align, bold, size }, columns));
    }
    case 'pair':
      return pairLines(block.label, block.value, block.bold ?? false, columns);
    case 'table':
      return tableLines(block.head, block.rows, columns);
    case 'rule':
      return [line('-'.repeat(columns))];
    case 'space':
      return Array.from({ length: block.lines }, () => line(''));
    case 'qr':
      return [
        { kind: 'qr', content: block.content, modules: qrModules(block.content) },
        ...broken(block.caption, { ...PLAIN, align: 'centre' }, columns),
      ];
    case 'cut':
      return [{ kind: 'cut' }];
  }
}

function line(text: string, style: Partial<Style> = {}): TextLine {
  return { kind: 'text', text, ...PLAIN, ...style };
}

function broken(text: string, style: Style, columns: number): TextLine[] {
  return breakWords(paperText(text), Math.floor(columns / style.size)).map((part) => line(part, style));
}

function pairLines(rawLabel: string, rawValue: string, bold: boolean, columns: number): TextLine[] {
  const label = paperText(rawLabel);
  const value = paperText(rawValue);
  const gap = columns - columnsOf(label) - columnsOf(value);
  if (gap >= GAP) return [line(label + ' '.repeat(gap) + value, { bold })];
  return [...broken(label, { ...PLAIN, bold }, columns), ...broken(value, { ...PLAIN, align: 'right', bold }, columns)];
}

function tableLines(rawHead: readonly string[], rawRows: readonly (readonly string[])[], columns: number): TextLine[] {
  const head = rawHead.map(paperText);
  const rows = rawRows.map((row) => row.map(paperText));
  const widths = head.map((title, at) => Math.max(...[title, ...rows.map((row) => row[at] ?? '')].map(columnsOf)));
  const spare = columns - widths.reduce((sum, width) => sum + width, 0);
  // What does not fit side by side is read downwards: each row under its first cell.
  if (spare < GAP * (widths.length - 1)) return rows.flatMap((row) => rowDownwards(head, row, columns));
  const spread = spreadWidths(widths, spare);
  return [line(aligned(head, spread), { bold: true }), ...rows.map((row) => line(aligned(row, spread)))];
}

/** Spare columns go in front of all columns but the first, as evenly as whole ones can. */
function spreadWidths(widths: readonly number[], spare: number): number[] {
  const gaps = Math.max(1, widths.length - 1);
  return widths.map((width, at) => {
    if (at === 0) return width;
    return width + Math.floor((spare * at) / gaps) - Math.floor((spare * (at - 1)) / gaps);
  });
}

function aligned(cells: readonly string[], widths: readonly number[]): string {
  return widths
    .map((width, at) => {
      const cell = cells[at] ?? '';
      const padding = ' '.repeat(width - columnsOf(cell));
      return at === 0 ? cell + padding : padding + cell;
    })
    .join('');
}

function rowDownwards(head: readonly string[], row: readonly string[], columns: number): TextLine[] {
  const [first = '', ...others] = row;
  const title = [head[0] ?? '', first].filter((part) => part !== '').join(' ');
  return [
    ...broken(title, { ...PLAIN, bold: true }, columns),
    ...others.flatMap((cell, at) => pairLines(head[at + 1] ?? '', cell, false, columns)),
  ];
}
