import type { PaperItem } from './printer-paper.ts';

/** What is on the paper, for a person at a terminal: the lines as they stand, pictures and codes by name. */
export function paperText(items: readonly PaperItem[]): string {
  return items.map((item) => `${lineOf(item)}\n`).join('');
}

function lineOf(item: PaperItem): string {
  switch (item.kind) {
    case 'line':
      return item.text;
    case 'picture':
      return `[picture ${item.rows[0]?.length ?? 0} x ${item.rows.length}]`;
    case 'qr':
      return `[QR ${item.content}]`;
    case 'cut':
      return '- - - - - - - -';
  }
}
