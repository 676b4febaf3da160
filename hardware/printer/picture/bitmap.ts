/** Dots, eight to a byte, the first in the most significant bit: the form that GS v 0 prints. */
export interface Bitmap {
  readonly widthBytes: number;
  readonly height: number;
  readonly rows: Uint8Array;
}

export function blankBitmap(widthBytes: number, height: number): Bitmap {
  return { widthBytes, height, rows: new Uint8Array(widthBytes * height) };
}

/** Blackens a dot; outside the picture nothing happens. */
export function blacken({ widthBytes, height, rows }: Bitmap, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= widthBytes * 8 || y >= height) return;
  const at = y * widthBytes + (x >> 3);
  rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
}

export function isBlack({ widthBytes, rows }: Bitmap, x: number, y: number): boolean {
  return ((rows[y * widthBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}
