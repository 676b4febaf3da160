import type { Slip } from '#shared/slip/document.ts';
import { layOut } from '#shared/slip/layout.ts';
import { encodeSlip, needsPicture } from './encode.ts';
import { loadFont } from './picture/font.ts';
import type { PaperWidth } from './printer.ts';
import { PAPER_WIDTHS } from './printer.ts';

/** The bytes of a slip, in whole commands; how codes are printed is known only when its turn comes. */
export type Encode = (qr: 'native' | 'raster') => readonly Uint8Array[];

/**
 * Prepares slips one after the other, so that they keep their order though the first with a rare character waits for
 * the font. Rejects where the content of a code is too long, which is a mistake in the slip.
 */
export function createPreparation(widthMm: PaperWidth): (slip: Slip) => Promise<Encode> {
  let before: Promise<unknown> = Promise.resolve();

  async function prepare(slip: Slip): Promise<Encode> {
    const lines = layOut(slip, PAPER_WIDTHS[widthMm].columns);
    await before.catch(() => undefined);
    const font = lines.some(needsPicture) ? await loadFont() : null;
    return (qr) => encodeSlip(lines, { widthMm, qr, font }).pieces;
  }

  return (slip) => {
    const prepared = prepare(slip);
    before = prepared;
    return prepared;
  };
}
