// Reads a PDF of ours back as a person does: its lines, and what stands in them from left to right.
import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

interface Piece {
  x: number;
  y: number;
  text: string;
}

/** Lines from top to bottom, page by page; a line is what has one height. */
export function pdfLines(pdf: Buffer): string[][] {
  const source = pdf.toString('latin1');
  const letters = lettersOf(pdf, source);
  return [...source.matchAll(/\/Contents (\d+) 0 R/g)].flatMap(([, content = '']) =>
    linesOf(piecesOf(streamOf(pdf, source, content), letters)),
  );
}

/** By font and glyph: fonts are embedded by what is used of them, with a table that leads back to Unicode. */
function lettersOf(pdf: Buffer, source: string): Map<string, string> {
  const letters = new Map<string, string>();
  for (const [, font = '', object = ''] of source.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const toUnicode = /\/ToUnicode (\d+) 0 R/.exec(objectOf(source, object))?.[1];
    assert(toUnicode, 'each font can be read back');
    for (const [, from = '', list = ''] of streamOf(pdf, source, toUnicode).matchAll(
      /<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g,
    ))
      [...list.matchAll(/<([0-9a-f]+)>/g)].forEach(([, utf16 = ''], index) =>
        letters.set(`${font}:${Number.parseInt(from, 16) + index}`, fromUtf16(utf16)),
      );
  }
  return letters;
}

function piecesOf(content: string, letters: Map<string, string>): Piece[] {
  const pattern = /1 0 0 1 ([\d.]+) ([\d.]+) Tm\n\/(F\d+) [\d.]+ Tf\n\[(.*)\] TJ/g;
  return [...content.matchAll(pattern)].map(([, x = '', y = '', font = '', shown = '']) => ({
    x: Number(x),
    y: Number(y),
    text: [...shown.matchAll(/<([0-9a-f]+)>/g)]
      .flatMap(([, glyphs = '']) => glyphs.match(/.{4}/g) ?? [])
      .map((glyph) => letters.get(`${font}:${Number.parseInt(glyph, 16)}`) ?? '\uFFFD')
      .join(''),
  }));
}

function linesOf(pieces: readonly Piece[]): string[][] {
  const lines = Map.groupBy(pieces, ({ y }) => y.toFixed(1));
  return [...lines.values()]
    .sort(([a], [b]) => (b?.y ?? 0) - (a?.y ?? 0))
    .map((line) => line.sort((a, b) => a.x - b.x).map(({ text }) => text));
}

function objectOf(source: string, number: string): string {
  const at = source.indexOf(`\n${number} 0 obj`);
  return source.slice(at, source.indexOf('endobj', at));
}

function streamOf(pdf: Buffer, source: string, number: string): string {
  const at = source.indexOf('stream\n', source.indexOf(`\n${number} 0 obj`)) + 'stream\n'.length;
  return inflateSync(pdf.subarray(at, source.indexOf('\nendstream', at))).toString('latin1');
}

function fromUtf16(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
}
