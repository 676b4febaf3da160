import { beforeAll, describe, expect, test } from 'vitest';
import type { TextLine } from '#shared/slip/layout.ts';
import type { Bitmap } from './bitmap.ts';
import { blankBitmap, isBlack } from './bitmap.ts';
import { fillOutline } from './fill.ts';
import type { OutlineFont } from './font.ts';
import { loadFont } from './font.ts';
import { drawLine } from './line-picture.ts';

function dots(bitmap: Bitmap, from = 0, width = bitmap.widthBytes * 8): string[] {
  return Array.from({ length: bitmap.height }, (_, y) =>
    Array.from({ length: width }, (__, x) => (isBlack(bitmap, from + x, y) ? '#' : '.')).join(''),
  );
}

function square(from: number, to: number, clockwise: boolean) {
  const corners = [
    [from, from],
    [to, from],
    [to, to],
    [from, to],
  ];
  const [first = [], ...rest] = clockwise ? corners : corners.toReversed();
  return [
    { command: 'moveTo' as const, points: first },
    ...rest.map((points) => ({ command: 'lineTo' as const, points })),
    { command: 'closePath' as const, points: [] },
  ];
}

describe('outlines', () => {
  test('a dot is black where its middle is inside', () => {
    const bitmap = blankBitmap(1, 8);
    fillOutline(bitmap, square(2.4, 5.6, true));
    expect(dots(bitmap)).toEqual([
      '........',
      '........',
      '..####..',
      '..####..',
      '..####..',
      '..####..',
      '........',
      '........',
    ]);
  });

  test('a hole turns the other way, and an overlap of one direction stays black', () => {
    const ring = blankBitmap(1, 8);
    fillOutline(ring, [...square(0, 8, true), ...square(2, 6, false)]);
    expect(dots(ring)[3]).toBe('##....##');
    const overlap = blankBitmap(1, 8);
    fillOutline(overlap, [...square(0, 6, true), ...square(2, 8, true)]);
    expect(dots(overlap)[3]).toBe('########');
  });

  test('curves are followed: a circle of four has the area of one', () => {
    const bitmap = blankBitmap(8, 64);
    const k = 30 * 0.5523;
    fillOutline(bitmap, [
      { command: 'moveTo', points: [62, 32] },
      { command: 'bezierCurveTo', points: [62, 32 + k, 32 + k, 62, 32, 62] },
      { command: 'bezierCurveTo', points: [32 - k, 62, 2, 32 + k, 2, 32] },
      { command: 'bezierCurveTo', points: [2, 32 - k, 32 - k, 2, 32, 2] },
      { command: 'bezierCurveTo', points: [32 + k, 2, 62, 32 - k, 62, 32] },
    ]);
    const area = dots(bitmap).join('').replaceAll('.', '').length;
    expect(area / (Math.PI * 900)).toBeCloseTo(1, 1);
  });

  test('what leaves the picture is cut off', () => {
    const bitmap = blankBitmap(1, 2);
    fillOutline(bitmap, square(-50, 50, true));
    expect(dots(bitmap)).toEqual(['########', '########']);
  });
});

describe('a line drawn with the font', () => {
  let font: OutlineFont;
  beforeAll(async () => {
    const loaded = await loadFont();
    if (loaded === null) throw new Error('the font is part of the installation');
    font = loaded;
  });
  const line = (text: string, style: Partial<TextLine> = {}): TextLine => ({
    kind: 'text',
    text,
    align: 'left',
    bold: false,
    size: 1,
    ...style,
  });

  test('is as wide as the paper, 24 dots high with its leading, and 48 in double size', () => {
    const { bitmap } = drawLine(line('䶮'), 384, font);
    expect([bitmap.widthBytes, bitmap.height]).toEqual([48, 30]);
    expect(drawLine(line('䶮', { size: 2 }), 576, font).bitmap).toMatchObject({ widthBytes: 72, height: 54 });
  });

  test('一 is one bar across the middle, 口 a frame with nothing in it', () => {
    const bar = dots(drawLine(line('一'), 384, font).bitmap, 0, 24);
    const inked = bar.map((row, y) => ({ row, y })).filter(({ row }) => row.includes('#'));
    expect(inked.length).toBeLessThanOrEqual(3);
    expect(inked[0]?.y).toBeGreaterThan(11);
    expect(inked[0]?.y).toBeLessThan(18);
    expect(inked[0]?.row.replaceAll('.', '').length).toBeGreaterThan(18);
    const frame = dots(drawLine(line('口'), 384, font).bitmap, 0, 24);
    expect(frame[14]?.slice(8, 16)).toBe('........');
    expect(frame[14]).toMatch(/^\.{1,4}#{1,4}\.{10,20}#{1,4}\.{1,4}$/);
  });

  test('characters stand in their columns, each in its own', () => {
    const { bitmap } = drawLine(line('口 A口'), 384, font);
    const columnIsEmpty = (x: number): boolean => dots(bitmap, x, 1).every((row) => row === '.');
    // 口 0–23, space 24–35, A 36–47, 口 48–71.
    expect(Array.from({ length: 12 }, (_, at) => columnIsEmpty(24 + at))).not.toContain(false);
    expect([columnIsEmpty(42), columnIsEmpty(52), columnIsEmpty(72)]).toEqual([false, false, true]);
  });

  test('a wide letter is squeezed into its column', () => {
    const { bitmap } = drawLine(line('W䶮'), 384, font);
    expect(dots(bitmap, 0, 12).join('')).toContain('#');
    expect(dots(drawLine(line('W'), 384, font).bitmap, 12, 24).join('')).not.toContain('#');
  });

  test('centre and right are where the printer would put them', () => {
    const inkFrom = (align: TextLine['align']): number =>
      Math.min(
        ...dots(drawLine(line('口', { align }), 384, font).bitmap)
          .map((row) => row.indexOf('#'))
          .filter((at) => at >= 0),
      );
    expect([inkFrom('centre') - inkFrom('left'), inkFrom('right') - inkFrom('left')]).toEqual([180, 360]);
  });

  test('bold has more ink', () => {
    const ink = (bold: boolean): number =>
      dots(drawLine(line('䶮', { bold }), 384, font).bitmap)
        .join('')
        .replaceAll('.', '').length;
    expect(ink(true)).toBeGreaterThan(ink(false) * 1.1);
  });

  test('a character that no font has is a mark, and is counted', () => {
    const { bitmap, missing } = drawLine(line('\ue000'), 384, font);
    expect(missing).toBe(1);
    expect(dots(bitmap)).toEqual(dots(drawLine(line('〓'), 384, font).bitmap));
    expect(drawLine(line('〓䶮'), 384, font).missing).toBe(0);
  });
});
