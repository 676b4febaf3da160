/** Slips made of bytes: each block and each text is a matter of chance, so no text on a slip is to be relied on. */
import type { Slip, SlipBlock } from '#shared/slip/document.ts';

const ALIGNS = ['left', 'centre', 'right'] as const;
/** Longer ones are refused by design: a code holds no more. */
const QR_CHARACTERS_MAX = 200;

/** The same slip for the same bytes. */
export function slipOf(bytes: Uint8Array): Slip {
  const blocks: SlipBlock[] = [];
  let at = 0;
  const next = (): number => bytes[at++] ?? 0;
  const text = (): string => {
    const length = next() % 120;
    const taken = Buffer.from(bytes.subarray(at, at + length));
    at += length;
    // Bytes, whole characters of the Basic Plane (halves of others among them), or what people write.
    const encoding = (['latin1', 'utf16le', 'utf8'] as const)[length % 3] ?? 'utf8';
    return taken.toString(encoding);
  };
  const texts = (most: number): string[] => Array.from({ length: 1 + (next() % most) }, text);

  while (at < bytes.length && blocks.length < 40) blocks.push(blockOf(next(), { next, text, texts }));
  return { blocks };
}

function blockOf(
  kind: number,
  read: { next: () => number; text: () => string; texts: (most: number) => string[] },
): SlipBlock {
  switch (kind % 7) {
    case 0:
      return { kind: 'rule' };
    case 1:
      return { kind: 'space', lines: read.next() % 4 };
    case 2:
      return { kind: 'pair', label: read.text(), value: read.text(), bold: kind > 127 };
    case 3:
      return { kind: 'table', head: read.texts(5), rows: Array.from({ length: read.next() % 4 }, () => read.texts(6)) };
    case 4:
      return { kind: 'qr', content: read.text().slice(0, QR_CHARACTERS_MAX), caption: read.text() };
    case 5:
      return { kind: 'cut' };
    default: {
      const align = ALIGNS[kind % 3] ?? 'left';
      return { kind: 'text', text: read.text(), align, bold: kind > 127, size: kind % 2 === 0 ? 1 : 2 };
    }
  }
}
