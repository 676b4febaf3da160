/** Laid-out lines as a page for the eye: each character in its own columns, so that it looks as on paper. */
import type { SlipLine, TextLine } from './layout.ts';
import { runsOf } from './paper-text.ts';
import { qrPath } from './qr.ts';

const STYLE = [
  '.slip{font-family:monospace;line-height:1.3;width:calc(var(--columns)*1ch)}',
  '.slip p{margin:0;white-space:pre;min-height:1.3em}',
  '.slip .wide{display:inline-block;width:2ch;text-align:center}',
  '.slip .centre{text-align:center}.slip .right{text-align:right}.slip .bold{font-weight:700}.slip .double{font-size:2em}',
  '.slip svg{display:block;margin:auto;width:50%}',
  '.slip hr{border:0;border-top:1px dashed}',
].join('');

/** A whole HTML document of lines that were laid out for `columns`. Whatever the lines say is text, never markup. */
export function renderHtml(lines: readonly SlipLine[], columns: number): string {
  const body = lines.map(lineHtml).join('\n');
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>\n<div class="slip" style="--columns:${columns}">\n${body}\n</div>\n`;
}

function lineHtml(line: SlipLine): string {
  switch (line.kind) {
    case 'text':
      return `<p class="${classesOf(line)}">${runsHtml(line.text)}</p>`;
    case 'qr': {
      const { modules } = line;
      return `<svg viewBox="0 0 ${modules.length} ${modules.length}" shape-rendering="crispEdges"><path d="${qrPath(modules)}"/></svg>`;
    }
    case 'cut':
      return '<hr>';
  }
}

function classesOf({ align, bold, size }: TextLine): string {
  return [align, ...(bold ? ['bold'] : []), ...(size === 2 ? ['double'] : [])].join(' ');
}

function runsHtml(text: string): string {
  return runsOf(text)
    .map(({ characters, columnsEach }) =>
      columnsEach === 1
        ? escapeHtml(characters.join(''))
        : characters.map((character) => `<span class="wide">${escapeHtml(character)}</span>`).join(''),
    )
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
