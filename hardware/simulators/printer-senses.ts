/** What a simulated printer feels, and how it says so (protocols 3.3): paper, cover, and the bytes of its answers. */

export type Roll = 'full' | 'near-end' | 'end' | { readonly lines: number };

export interface PrinterSenses {
  readonly load: (roll: Roll) => void;
  readonly use: (lines: number) => void;
  readonly setCover: (position: 'open' | 'closed') => void;
  readonly isOffline: () => boolean;
  /** The answer to DLE EOT n. */
  readonly realTime: (n: number) => Uint8Array;
  /** The four bytes of GS a. */
  readonly automatic: () => Uint8Array;
  /** The answer to GS r 1 and to ESC v. */
  readonly paper: () => Uint8Array;
}

export function createPrinterSenses(): PrinterSenses {
  let linesLeft = Infinity;
  let isNearEnd = false;
  let isCoverOpen = false;

  const isOut = (): boolean => linesLeft <= 0;
  const isOffline = (): boolean => isOut() || isCoverOpen;
  const when = (isSo: boolean, bits: number): number => (isSo ? bits : 0);

  function realTimeBits(n: number): number {
    switch (n) {
      case 1:
        return when(isOffline(), 0x08);
      case 2:
        return when(isCoverOpen, 0x04) | when(isOut(), 0x20);
      case 4:
        return when(isOut(), 0x60) | when(isNearEnd || isOut(), 0x0c);
      default:
        return 0;
    }
  }
  const paperBits = (): number => when(isOut(), 0x0c) | when(isNearEnd || isOut(), 0x03);

  return {
    load: (roll) => {
      linesLeft = roll === 'end' ? 0 : typeof roll === 'object' ? roll.lines : Infinity;
      isNearEnd = roll === 'near-end';
    },
    use: (lines) => {
      linesLeft -= lines;
    },
    setCover: (position) => {
      isCoverOpen = position === 'open';
    },
    isOffline,
    realTime: (n) => Uint8Array.of(0x12 | realTimeBits(n)),
    automatic: () => Uint8Array.of(0x10 | when(isOffline(), 0x08) | when(isCoverOpen, 0x20), 0, paperBits(), 0),
    paper: () => Uint8Array.of(paperBits()),
  };
}
