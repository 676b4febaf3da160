/** What every scanner is to the rest of the program, whatever it speaks. */
import type { Clock } from '../link/clock.ts';
import type { Meter } from '../link/meter.ts';
import type { LinkError } from '../transport/transport.ts';

/**
 * `lines`: text with a suffix or silence (protocols 2.2). `newland`, `honeywell`: lines, plus the maker's commands on
 * the same stream (2.3, 2.4). `ssi`: Zebra packets with acknowledgement (2.5). `hid-pos`: reports (2.6).
 */
export const SCANNER_PROTOCOLS = ['lines', 'newland', 'honeywell', 'ssi', 'hid-pos'] as const;
export type ScannerProtocol = (typeof SCANNER_PROTOCOLS)[number];

export interface Scan {
  readonly text: string;
  /** AIM symbology identifier with its `]` (ISO/IEC 15424), or null where the scanner does not tell. */
  readonly symbology: string | null;
}

export type ScanRefusal = 'too-long' | 'not-text' | 'incomplete';

/** Payment codes are single-use secrets: never log the text. `scan-refused` asks to scan again. */
export type ScannerEvent =
  | { readonly kind: 'ready' }
  | { readonly kind: 'lost'; readonly reason: LinkError }
  | { readonly kind: 'scan'; readonly scan: Scan }
  | { readonly kind: 'scan-refused'; readonly reason: ScanRefusal };

export interface Scanner {
  /** Opens the link and keeps it open for ever. Once only. */
  start(): void;
  /** No event comes after this call. Resolves when the port is free. */
  stop(): Promise<void>;
  /** Begins (true) or ends (false) a scan as its trigger would; false where this scanner has no such command. */
  trigger(on: boolean): boolean;
  /** The scanner's own beep; false where it has no such command. */
  beep(sound: 'good' | 'error'): boolean;
}

export interface ScannerOptions {
  /** See `parseAddress`; an address that it refuses throws a TypeError. */
  readonly address: string;
  /** Default: `hid-pos` for `hid://`, else `lines`. */
  readonly protocol?: ScannerProtocol | undefined;
  readonly onEvent: (event: ScannerEvent) => void;
  readonly clock?: Clock;
  readonly meter?: Meter;
}
