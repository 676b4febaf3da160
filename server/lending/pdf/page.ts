import PdfDocument from 'pdfkit';
import type { Fonts } from './fonts.ts';

/** A4 in points, with a footer's height kept free. */
const MARGIN = 48;
const FOOTER_HEIGHT = 44;
/** Between a cell's text and its borders. */
const CELL = { side: 4, above: 1.5, below: 2 } as const;
const SIGNATURE = { width: 232, height: 80 } as const;
const SIZE = { title: 17, heading: 12, text: 9, small: 7 } as const;
const INK = '#1c1a17';
const QUIET = '#6b655c';
const RULE = '#d8d2c6';

export interface Column {
  /** Share of the width. */
  share: number;
  align: 'left' | 'right';
}

/** What a pad of the given size recorded. */
export interface Drawn {
  width: number;
  height: number;
  strokes: { x: number; y: number }[][];
}

export interface Signed {
  label: string;
  times: string;
  drawn: Drawn;
}

/** A few ways of writing on paper: what the contract's pages are made of. */
export class Paper {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #finished: Promise<Uint8Array>;
  readonly #left = MARGIN;
  readonly #width: number;
  readonly #bottom: number;

  constructor(fonts: Fonts, info: { title: string; madeAt: number }) {
    this.#pdf = new PdfDocument({
      size: 'A4',
      margins: { top: MARGIN, bottom: MARGIN + FOOTER_HEIGHT, left: MARGIN, right: MARGIN },
      bufferPages: true,
      // Fixed times and, by them, a fixed file id: the same contract gives the same bytes.
      info: { Title: info.title, Creator: 'Zhanggui', Producer: 'Zhanggui', CreationDate: new Date(info.madeAt) },
    });
    this.#pdf.registerFont('regular', fonts.regular).registerFont('medium', fonts.medium);
    this.#finished = collect(this.#pdf);
    this.#width = this.#pdf.page.width - 2 * MARGIN;
    this.#bottom = this.#pdf.page.height - MARGIN - FOOTER_HEIGHT;
    this.#use('regular', SIZE.text);
  }

  title(text: string): void {
    this.#use('medium', SIZE.title).text(text, this.#left, this.#pdf.y, { width: this.#width, align: 'center' });
    this.#pdf.moveDown(0.6);
  }

  /** Stands on the page of what follows: at least `follows` points of it. */
  heading(text: string, follows = 40): void {
    this.#keepTogether(follows + 30);
    this.#pdf.moveDown(0.8);
    this.#use('medium', SIZE.heading).text(text, this.#left, this.#pdf.y, { width: this.#width });
    this.#pdf.moveDown(0.3);
  }

  paragraph(text: string, weight: 'regular' | 'medium' = 'regular'): void {
    this.#use(weight, SIZE.text).text(text, this.#left, this.#pdf.y, { width: this.#width, lineGap: 2 });
    this.#pdf.moveDown(0.25);
  }

  /** One label and its value on a line. */
  fact(label: string, value: string, weight: 'regular' | 'medium' = 'regular'): void {
    this.row(
      [
        { share: 0.34, align: 'left' },
        { share: 0.66, align: 'left' },
      ],
      [label, value],
      weight,
    );
  }

  row(columns: readonly Column[], cells: readonly string[], weight: 'regular' | 'medium' = 'regular'): void {
    this.#use(weight, SIZE.text);
    const widths = columns.map(({ share }) => share * this.#width);
    const heights = cells.map((cell, index) =>
      this.#pdf.heightOfString(cell, { width: (widths[index] ?? 0) - 2 * CELL.side }),
    );
    const height = Math.max(...heights) + CELL.above + CELL.below;
    this.#keepTogether(height);
    const top = this.#pdf.y;
    let left = this.#left;
    columns.forEach(({ align }, index) => {
      const width = widths[index] ?? 0;
      this.#pdf.text(cells[index] ?? '', left + CELL.side, top + CELL.above, { width: width - 2 * CELL.side, align });
      left += width;
    });
    const bottom = top + height;
    this.#pdf
      .lineWidth(0.5)
      .strokeColor(RULE)
      .moveTo(this.#left, bottom)
      .lineTo(this.#left + this.#width, bottom)
      .stroke();
    this.#pdf.y = bottom;
  }

  /** Signatures side by side, each with its label and times, drawn as lines from the pad's points. */
  signatures(signed: readonly Signed[]): void {
    const top = this.#pdf.y;
    signed.forEach(({ label, times, drawn }, index) => {
      const left = this.#left + index * (SIGNATURE.width + 34);
      this.#use('medium', SIZE.text).text(label, left, top, { width: SIGNATURE.width });
      this.#use('regular', SIZE.small, QUIET).text(times, left, this.#pdf.y, { width: SIGNATURE.width });
      this.#strokes(left, this.#pdf.y + 4, drawn);
    });
  }

  #strokes(left: number, top: number, drawn: Drawn): void {
    const scale = Math.min(SIGNATURE.width / drawn.width, SIGNATURE.height / drawn.height);
    this.#pdf.lineWidth(0.5).strokeColor(RULE).rect(left, top, SIGNATURE.width, SIGNATURE.height).stroke();
    this.#pdf.lineWidth(1.4).lineCap('round').lineJoin('round').strokeColor(INK);
    for (const stroke of drawn.strokes) {
      stroke.forEach(({ x, y }, index) => {
        const at = [left + x * scale, top + y * scale] as const;
        if (index === 0) this.#pdf.moveTo(...at);
        else this.#pdf.lineTo(...at);
      });
      this.#pdf.stroke();
    }
  }

  /** Writes the footer on every page and gives the file's bytes. */
  finish(footer: (page: number, of: number) => string[]): Promise<Uint8Array> {
    const { count } = this.#pdf.bufferedPageRange();
    for (let index = 0; index < count; index += 1) {
      this.#pdf.switchToPage(index);
      // Text below the bottom margin would begin a new page.
      this.#pdf.page.margins.bottom = 0;
      this.#use('regular', SIZE.small, QUIET);
      footer(index + 1, count).forEach((line, row) =>
        this.#pdf.text(line, this.#left, this.#bottom + 10 + row * 10, { width: this.#width, lineBreak: false }),
      );
    }
    this.#pdf.end();
    return this.#finished;
  }

  #use(font: 'regular' | 'medium', size: number, color: string = INK): PDFKit.PDFDocument {
    return this.#pdf.font(font).fontSize(size).fillColor(color);
  }

  #keepTogether(height: number): void {
    if (this.#pdf.y + height > this.#bottom) this.#pdf.addPage();
  }
}

function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}
