/** Bytes for the printer against the published ones (protocols 3.2, 3.3). */
import { describe, expect, test } from 'vitest';
import type { SlipLine, TextLine } from '#shared/slip/layout.ts';
import { layOut } from '#shared/slip/layout.ts';
import { qrModules } from '#shared/slip/qr.ts';
import { encodeText } from './code-page.ts';
import {
  ASK_PAPER,
  ASK_PAPER_OLD,
  DRAWER_PULSE,
  INITIALISE,
  TELL_CHANGES,
  askIdentity,
  askProof,
  askRealTime,
  proofId,
} from './commands.ts';
import { encodeSlip, needsPicture } from './encode.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const plain = (bytes: string): string => bytes.replaceAll(' ', '');

function line(text: string, style: Partial<TextLine> = {}): TextLine {
  return { kind: 'text', text, align: 'left', bold: false, size: 1, ...style };
}

function encoded(lines: readonly SlipLine[], qr: 'native' | 'raster' = 'native'): string {
  return hex(Buffer.concat([...encodeSlip(lines, { widthMm: 80, qr, font: null }).pieces]));
}

test.each([
  ['initialise, Chinese on', INITIALISE, '1B 40 1C 26'],
  ['how is the printer', askRealTime('printer'), '10 04 01'],
  ['why is it off line', askRealTime('offline-cause'), '10 04 02'],
  ['what error', askRealTime('error'), '10 04 03'],
  ['how is the paper', askRealTime('paper'), '10 04 04'],
  ['tell changes of on-line state, errors and paper', TELL_CHANGES, '1D 61 0E'],
  ['paper, when its turn comes', ASK_PAPER, '1D 72 01'],
  ['paper, old clones', ASK_PAPER_OLD, '1B 76'],
  ['proof', askProof('7b0Z'), '1D 28 48 06 00 30 30 37 62 30 5A'],
  ['model name', askIdentity('model'), '1D 49 43'],
  ['maker', askIdentity('maker'), '1D 49 42'],
  ['firmware', askIdentity('firmware'), '1D 49 41'],
  ['drawer', DRAWER_PULSE, '1B 70 00 19 FA'],
])('%s', (_, bytes, published) => {
  expect(hex(bytes)).toBe(plain(published));
});

test('each proof has an id of its own', () => {
  expect([proofId(7), proofId(10_007), proofId(1234)]).toEqual(['0007', '0007', '1234']);
});

describe('text', () => {
  test('Chinese is GBK, two bytes a character, and a line ends with a feed', () => {
    // 中国 in GB 2312: D6D0 B9FA.
    expect(encoded([line('A中国')])).toBe(plain('41 D6D0 B9FA 0A'));
  });

  test('a style is sent when it changes, and size both for Latin and for Chinese', () => {
    expect(encoded([line('a', { align: 'centre', bold: true, size: 2 }), line('b', { align: 'right' })])).toBe(
      plain('1B6101 1B4501 1D2111 1C210C 61 0A  1B6102 1B4500 1D2100 1C2100 62 0A'),
    );
  });

  test.each([
    ['a name character of four bytes', '㐱', true],
    ['one that GB 18030 put where fonts of printers have nothing', '䶮', true],
    ['private use', '\ue000', true],
    ['beyond the basic plane', '𠮷', true],
    ['the euro sign, of which tables disagree', '€', false],
    ['ASCII and GBK with its quotation marks, middle dot and wide yuan sign', 'A“买买提·吐逊”￥囍镕', false],
  ])('%s needs a picture: %s', (_, text, isNeeded) => {
    expect(needsPicture(line(text))).toBe(isNeeded);
  });

  test('no command can be smuggled in by a text', () => {
    const [hostile] = layOut({ blocks: [{ kind: 'text', text: '\u001bp\u0000\u001d(k' }] }, 48);
    expect(hostile === undefined ? '' : encoded([hostile])).toBe(hex(Buffer.from('p(k\n')));
    expect(encodeText('\u001b')).toBeNull();
  });

  test('without a font a rare character is a mark, two columns wide, and is counted', () => {
    const slip = encodeSlip([line('王䶮𠮷')], { widthMm: 80, qr: 'raster', font: null });
    expect(hex(Buffer.concat([...slip.pieces]))).toBe(plain('CDF5 A1FE A1FE 0A'));
    expect(slip.missing).toBe(2);
  });
});

describe('codes', () => {
  const code: SlipLine = { kind: 'qr', content: 'ZG-1', modules: qrModules('ZG-1') };

  test('natively by GS ( k: model 2, module size 6, correction M, store, print', () => {
    expect(encoded([code])).toBe(
      plain(
        '1B6101 1D286B0400 31413200 1D286B0300 314306 1D286B0300 314531 1D286B0700 315030 5A472D31 1D286B0300 315130',
      ),
    );
  });

  test('as a picture: six dots a module, in bands of 24 rows that add up', () => {
    // Version 1 has 21 modules and a quiet zone of 4 on each side: 29 × 6 = 174 dots, 22 bytes.
    const bytes = encoded([code], 'raster');
    const band = (rows: string): string => plain(`1D763000 1600 ${rows}00`);
    expect(bytes.startsWith(plain('1B6101') + band('18'))).toBe(true);
    const bandSize = (8 + 22 * 24) * 2;
    const bands = bytes.slice(6);
    expect(bands.slice(bandSize, bandSize + 16)).toBe(band('18'));
    expect(bands.slice(7 * bandSize, 7 * bandSize + 16)).toBe(band('06'));
    expect(bands).toHaveLength((8 * 8 + 22 * 174) * 2);
    // Four rows of nothing, then the finder pattern: 24 dots white, 42 dots black.
    const firstDark = bands.slice(bandSize + 16, bandSize + 16 + 44);
    expect(firstDark.slice(0, 18)).toBe('000000FFFFFFFFFFC0');
  });

  test('a code too long for six dots a module gets smaller ones', () => {
    const long: SlipLine = { kind: 'qr', content: 'x', modules: qrModules('x'.repeat(600)) };
    expect(encoded([long])).toContain(plain('1D286B0300 3143') + '05');
  });
});

test('a cut: fed to the cutter, and 58 mm paper to its tear bar first', () => {
  expect(encoded([{ kind: 'cut' }])).toBe('1D564200');
  const small = encodeSlip([{ kind: 'cut' }], { widthMm: 58, qr: 'raster', font: null });
  expect(hex(Buffer.concat([...small.pieces]))).toBe(plain('1B6403 1D564200'));
});

test('pieces are small and end where a command or a line ends', () => {
  const lines = Array.from({ length: 100 }, () => line('第一期 2026年12月22日 ￥1,234.50', { bold: true }));
  const { pieces } = encodeSlip(lines, { widthMm: 80, qr: 'raster', font: null });
  expect(pieces.length).toBeGreaterThan(5);
  for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(512);
  expect(pieces.every((piece) => piece.at(-1) === 0x0a || piece.at(0) === 0x0a)).toBe(true);
});
