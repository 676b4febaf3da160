/** What a receipt printer is to the rest of the program. */
import type { Slip } from '#shared/slip/document.ts';
import type { PaperWidth } from '#shared/slip/paper.ts';
import type { Clock } from '../link/clock.ts';
import type { Meter } from '../link/meter.ts';
import type { LinkError } from '../transport/transport.ts';

export { PAPER_WIDTHS } from '#shared/slip/paper.ts';
export type { PaperWidth } from '#shared/slip/paper.ts';

/** What the printer says it needs, worst first; an empty list from a printer that answers means that all is well. */
export const PRINTER_TROUBLES = [
  'unrecoverable-error',
  'cutter-error',
  'mechanical-error',
  'head-too-hot',
  'cover-open',
  'paper-end',
  'feed-button',
  'offline',
  'paper-near-end',
] as const;
export type PrinterTrouble = (typeof PRINTER_TROUBLES)[number];

export type PrinterStatus =
  | { readonly answers: true; readonly troubles: readonly PrinterTrouble[]; readonly drawerPinHigh: boolean }
  /** A write-only link, or a printer that knows no status: nothing is claimed about the paper. */
  | { readonly answers: false };

/** `printed`: the printer confirmed that the end was reached. `sent`: the bytes went out and nothing confirms them. */
export type PrintOutcome =
  | { readonly kind: 'printed' }
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed'; readonly troubles: readonly PrinterTrouble[]; readonly link: LinkError | null };

export type PrinterEvent =
  | { readonly kind: 'ready'; readonly status: PrinterStatus }
  | { readonly kind: 'lost'; readonly reason: LinkError }
  | { readonly kind: 'status'; readonly status: PrinterStatus };

export interface Printer {
  /** Opens the link and keeps it open for ever. Once only. */
  start(): void;
  /** No event comes after this call. Resolves when the port is free. */
  stop(): Promise<void>;
  /** One slip at a time; later ones wait. Never rejects; nothing is printed twice by itself. */
  print(slip: Slip): Promise<PrintOutcome>;
  /** Asks now. */
  status(): Promise<PrinterStatus>;
  openDrawer(): Promise<PrintOutcome>;
}

export interface PrinterOptions {
  /** See `parseAddress`; an address that it refuses throws a TypeError. */
  readonly address: string;
  readonly widthMm: PaperWidth;
  readonly onEvent: (event: PrinterEvent) => void;
  readonly clock?: Clock;
  readonly meter?: Meter;
}
