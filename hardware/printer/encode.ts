/** Laid-out lines as the bytes of an initialised printer. Pure: the font for rare characters comes in as an argument. */
import type { QrLine, SlipLine, TextLine } from '#shared/slip/layout.ts';
import { encodeText, encodeTextOrMarks } from './code-page.ts';
import { CUT, LINE_FEED, align, bold, feed, qrCode, rasterPicture, size } from './commands.ts';
import type { Bitmap } from './picture/bitmap.ts';
import { blacken, blankBitmap } from './picture/bitmap.ts';
import { drawLine } from './picture/line-picture.ts';
import type { OutlineFont } from './picture/font.ts';
import { PAPER_WIDTHS } from './printer.ts';
import type { PaperWidth } from './printer.ts';

export interface EncodeOptions {
  readonly widthMm: PaperWidth;
  /**
   * `raster` works wherever GS v 0 does. `native` is a hundredth of the bytes, but clones without GS ( k print nothing
   * or its raw text and cannot be seen to: only for a printer that has shown that it knows commands of that family.
   */
  readonly qr: 'native' | 'raster';
  /** For lines that `needsPicture`; null where none does, or none can be had. */
  readonly font: OutlineFont | null;
}

export interface EncodedSlip {
  /** Whole commands each, so that between two of them anything else may be sent. */
  readonly pieces: readonly Uint8Array[];
  /** Characters that are printed as 〓, since no font has them. */
  readonly missing: number;
}

/** Enough for a line or two; small buffers overrun at 9600 (protocols 3.1). */
const PIECE_BYTES = 512;
/** Dots of a module at best (protocols 3.2); a long code gets smaller ones so that it fits. */
const MODULE_DOTS_MAX = 6;
/** Rows per GS v 0: pictures in bands fit into any buffer, and bands join without a gap. */
const BAND_ROWS = 24;
/** A printer of 58 mm has a tear bar, which lies further out than the last line. */
const TEAR_OFF_LINES = 3;

export function needsPicture(line: SlipLine): boolean {
  return line.kind === 'text' && encodeText(line.text) === null;
}

export function encodeSlip(lines: readonly SlipLine[], options: EncodeOptions): EncodedSlip {
  const pieces: Uint8Array[] = [];
  let piece: Uint8Array[] = [];
  let missing = 0;
  let style: Style = { align: 'left', bold: false, size: 1 };

  function add(...commands: Uint8Array[]): void {
    for (const command of commands) {
      const length = piece.reduce((sum, { byteLength }) => sum + byteLength, 0);
      if (length > 0 && length + command.length > PIECE_BYTES) {
        pieces.push(Buffer.concat(piece));
        piece = [];
      }
      piece.push(command);
    }
  }
  function take(wanted: Style): void {
    add(...changeStyle(style, wanted));
    style = wanted;
  }

  for (const line of lines) {
    if (line.kind === 'cut') {
      add(...(options.widthMm === 58 ? [feed(TEAR_OFF_LINES)] : []), CUT);
    } else if (line.kind === 'qr') {
      take({ align: 'centre', bold: false, size: 1 });
      add(...qrCommands(line, options));
    } else {
      const { font } = options;
      if (font !== null && needsPicture(line)) {
        const picture = drawLine(line, PAPER_WIDTHS[options.widthMm].dots, font);
        missing += picture.missing;
        take({ align: 'left', bold: false, size: 1 });
        add(...bands(picture.bitmap));
      } else {
        const encoded = encodeTextOrMarks(line.text);
        missing += encoded.missing;
        take(line);
        add(encoded.bytes, LINE_FEED);
      }
    }
  }
  return { pieces: [...pieces, Buffer.concat(piece)], missing };
}

type Style = Pick<TextLine, 'align' | 'bold' | 'size'>;

function changeStyle(from: Style, to: Style): Uint8Array[] {
  return [
    ...(from.align === to.align ? [] : [align(to.align)]),
    ...(from.bold === to.bold ? [] : [bold(to.bold)]),
    ...(from.size === to.size ? [] : [size(to.size)]),
  ];
}

function qrCommands({ content, modules }: QrLine, { widthMm, qr }: EncodeOptions): Uint8Array[] {
  const moduleDots = Math.min(MODULE_DOTS_MAX, Math.floor(PAPER_WIDTHS[widthMm].dots / modules.length));
  if (qr === 'native') return [qrCode(Buffer.from(content, 'utf8'), moduleDots)];
  const dots = modules.length * moduleDots;
  const bitmap = blankBitmap(Math.ceil(dots / 8), dots);
  for (let y = 0; y < dots; y += 1) {
    for (let x = 0; x < dots; x += 1) {
      if (modules[Math.floor(y / moduleDots)]?.[Math.floor(x / moduleDots)] === true) blacken(bitmap, x, y);
    }
  }
  return bands(bitmap);
}

function bands({ widthBytes, height, rows }: Bitmap): Uint8Array[] {
  const bandBytes = BAND_ROWS * widthBytes;
  return Array.from({ length: Math.ceil(height / BAND_ROWS) }, (_, band) =>
    rasterPicture(widthBytes, rows.subarray(band * bandBytes, (band + 1) * bandBytes)),
  );
}
