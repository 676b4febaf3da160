/** A line scanner: sends a text and its suffix in odd pieces to whoever has the port open. */
import type { Clock } from '../link/clock.ts';
import { systemClock } from '../link/clock.ts';
import { ODD_PIECES, deliverInPieces } from './delivery.ts';
import type { SimulatedDevice } from './device.ts';

export interface ScannerSimulator extends SimulatedDevice {
  /** Sends the bytes of a scan; says how many listeners got them. Text is sent as UTF-8. */
  readonly scan: (content: string | Uint8Array, suffix?: string) => number;
}

export function createScannerSimulator({ clock = systemClock }: { readonly clock?: Clock } = {}): ScannerSimulator {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  return {
    connect: (send) => {
      listeners.add(send);
      return { receive: () => undefined, end: () => listeners.delete(send) };
    },
    powerCycle: () => undefined,
    scan: (content, suffix = '\r') => {
      const bytes = Buffer.concat([Buffer.from(content), Buffer.from(suffix, 'latin1')]);
      for (const send of listeners) deliverInPieces({ bytes, clock, send }, ODD_PIECES);
      return listeners.size;
    },
  };
}
