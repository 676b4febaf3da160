/** Printers: their replies, and slips of any content on their way to paper. */
import { renderHtml } from '#shared/slip/html.ts';
import type { SlipLine } from '#shared/slip/layout.ts';
import { layOut } from '#shared/slip/layout.ts';
import { columnsOf } from '#shared/slip/paper-text.ts';
import { encodeSlip } from '../../printer/encode.ts';
import type { PaperWidth } from '../../printer/printer.ts';
import { PAPER_WIDTHS } from '../../printer/printer.ts';
import { createReplyParser } from '../../printer/replies.ts';
import { statusOfAutomatic, statusOfPaper } from '../../printer/status.ts';
import { createEscposReader } from '../../simulators/escpos-reader.ts';
import { insist } from '../insist.ts';
import { slipOf } from '../samples/slips.ts';
import type { Subject } from '../subject.ts';

const text = (what: string): Buffer => Buffer.from(what, 'latin1');

export const PRINTER_REPLIES: readonly Buffer[] = [
  Buffer.from([0x12]),
  Buffer.from([0x1a]),
  Buffer.from([0x72]),
  Buffer.from([0x10, 0, 0, 0]),
  Buffer.from([0x38, 0x04, 0x0f, 0]),
  Buffer.from([0x00]),
  Buffer.from([0x0f]),
  Buffer.from([0x13, 0x11]),
  text('7"open\0'),
  text('7"0001\0'),
  text('_EXAMPLE\0'),
  text('_TM-00\0'),
];

const SLIP_BYTES: readonly Buffer[] = [
  Buffer.from([6, 9, ...Buffer.from('掌柜测'), 0, 2, 6, ...text('a'), 8, ...text('12.00'), 5]),
  Buffer.from([4, 30, ...text('https://example.com/01234567890'), 6, ...text('scan me'), 5]),
  Buffer.from([3, 2, 4, ...text('name'), 5, ...text('price'), 3, 2, 4, ...text('soap'), 4, ...text('1.20')]),
];

/** The bytes of a slip must stay commands and text: whatever a text holds, none of it may become a command. */
const COMMANDS = ['ESC @', 'FS &', 'ESC a', 'ESC E', 'GS !', 'FS !', 'ESC d', 'GS V', 'GS ( k', 'GS v 0'];

function checkSlip(lines: readonly SlipLine[], widthMm: PaperWidth, qr: 'native' | 'raster'): void {
  const { columns } = PAPER_WIDTHS[widthMm];
  for (const line of lines) {
    if (line.kind === 'text') insist(columnsOf(line.text) * line.size <= columns, 'no line is wider than the paper');
  }
  const { pieces } = encodeSlip(lines, { widthMm, qr, font: null });
  const read = createEscposReader();
  for (const command of pieces.flatMap(read)) {
    if (command.kind === 'command') insist(COMMANDS.includes(command.name), 'no text becomes a command');
  }
}

export const PRINTER_SUBJECTS: readonly Subject[] = [
  {
    name: 'printer replies',
    input: 'stream',
    samples: PRINTER_REPLIES,
    create: () => {
      const parser = createReplyParser();
      return {
        push: (bytes) => {
          const replies = parser.push(bytes);
          for (const reply of replies) {
            if (reply.kind === 'automatic') statusOfAutomatic(reply.bits);
            if (reply.kind === 'paper') statusOfPaper(reply.bits);
          }
          return replies.length;
        },
        quiet: () => {
          parser.expire();
          insist(!parser.isPending(), 'an expired parser waits for nothing');
          return 0;
        },
      };
    },
  },
  {
    name: 'slips',
    input: 'whole',
    samples: SLIP_BYTES,
    create: () => ({
      push: (bytes, { whim }) => {
        const widthMm = whim % 2 === 0 ? 58 : 80;
        const lines = layOut(slipOf(bytes), PAPER_WIDTHS[widthMm].columns);
        checkSlip(lines, widthMm, whim % 3 === 0 ? 'raster' : 'native');
        renderHtml(lines, PAPER_WIDTHS[widthMm].columns);
        return lines.length;
      },
    }),
  },
];
