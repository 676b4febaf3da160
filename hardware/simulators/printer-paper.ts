/** What stands on a simulated roll: commands in, paper out. Pure state, no wire. */
import type { EscposCommand } from './escpos-reader.ts';

export type PaperItem =
  | {
      readonly kind: 'line';
      readonly text: string;
      readonly align: Align;
      readonly bold: boolean;
      readonly double: boolean;
    }
  /** One character per dot, `#` is black. */
  | { readonly kind: 'picture'; readonly align: Align; readonly rows: readonly string[] }
  | { readonly kind: 'qr'; readonly content: string; readonly moduleDots: number }
  | { readonly kind: 'cut' };
export type Align = 'left' | 'centre' | 'right';

export interface PaperPrinter {
  /** Prints; returns how many lines of paper that took. */
  run(command: EscposCommand): number;
  readonly items: () => readonly PaperItem[];
  /** Takes the slip away. */
  readonly tearOff: () => PaperItem[];
  /** Power off: modes and what was not printed yet are gone, the paper is not. */
  reset(): void;
}

const FRESH = { align: 'left', bold: false, double: false, isChinese: false } as const;
const ALIGNS = ['left', 'centre', 'right'] as const;

/** `columns`: a line that is longer goes on in the next one, as on a real printer. Chinese is off until FS &. */
export function createPaperPrinter(columns: number): PaperPrinter {
  let items: PaperItem[] = [];
  let mode: { align: Align; bold: boolean; double: boolean; isChinese: boolean } = { ...FRESH };
  let line: number[] = [];
  let qr = { content: '', moduleDots: 3 };

  function endLine(): number {
    const { align, bold, double } = mode;
    const text = mode.isChinese ? new TextDecoder('gbk').decode(Uint8Array.from(line)) : String.fromCharCode(...line);
    const parts = wrapped(text, double ? columns / 2 : columns);
    for (const part of parts) items.push({ kind: 'line', text: part, align, bold, double });
    line = [];
    return parts.length;
  }

  function print(bytes: Uint8Array): number {
    let lines = 0;
    for (const byte of bytes) {
      if (byte === 0x0a) lines += endLine();
      // Other controls print nothing.
      else if (byte >= 0x20) line.push(byte);
    }
    return lines;
  }

  function feedLines(count: number): number {
    const started = line.length > 0 ? endLine() : 0;
    for (let fed = started; fed < count; fed += 1) endLine();
    return Math.max(started, count);
  }

  function codeCommand(data: Uint8Array): number {
    const [, , , fn, value] = data;
    if (fn === 0x43) qr = { ...qr, moduleDots: value ?? 0 };
    if (fn === 0x50) qr = { ...qr, content: new TextDecoder().decode(data.subarray(5)) };
    if (fn !== 0x51) return 0;
    items.push({ kind: 'qr', ...qr });
    return 8;
  }

  function command(name: string, data: Uint8Array): number {
    const n = data[0] ?? 0;
    switch (name) {
      case 'ESC @':
        line = [];
        mode = { ...FRESH, isChinese: false };
        return 0;
      case 'ESC a':
        mode.align = ALIGNS[n] ?? 'left';
        return 0;
      case 'ESC E':
        mode.bold = (n & 1) === 1;
        return 0;
      case 'GS !':
        mode.double = n === 0x11;
        return 0;
      case 'FS &':
        mode.isChinese = true;
        return 0;
      case 'FS .':
        mode.isChinese = false;
        return 0;
      case 'ESC d':
        return feedLines(n);
      case 'GS V':
        items.push({ kind: 'cut' });
        return 0;
      case 'GS ( k':
        return codeCommand(data);
      case 'GS v 0': {
        const rows = dotRows(data);
        items.push({ kind: 'picture', align: mode.align, rows });
        return Math.ceil(rows.length / 24);
      }
      default:
        return 0;
    }
  }

  return {
    run: (heard) => (heard.kind === 'text' ? print(heard.bytes) : command(heard.name, heard.data)),
    items: () => items,
    tearOff: () => {
      const torn = items;
      items = [];
      return torn;
    },
    reset: () => {
      line = [];
      mode = { ...FRESH };
    },
  };
}

function dotRows(data: Uint8Array): string[] {
  const widthBytes = (data[1] ?? 0) + (data[2] ?? 0) * 256;
  const height = (data[3] ?? 0) + (data[4] ?? 0) * 256;
  return Array.from({ length: height }, (_, y) =>
    Array.from(data.subarray(5 + y * widthBytes, 5 + (y + 1) * widthBytes), (byte) =>
      byte.toString(2).padStart(8, '0').replaceAll('0', '.').replaceAll('1', '#'),
    ).join(''),
  );
}

function wrapped(text: string, columns: number): string[] {
  const lines = [''];
  let width = 0;
  for (const character of text) {
    const wide = (character.codePointAt(0) ?? 0) > 0x7e ? 2 : 1;
    if (width + wide > columns) {
      lines.push('');
      width = 0;
    }
    lines.push((lines.pop() ?? '') + character);
    width += wide;
  }
  return lines;
}
