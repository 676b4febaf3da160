/** What a protocol is to the driver: a pure machine. Bytes and the time come in, effects come out. */
import type { DeviceIdentity, FaultKind } from '../link/meter.ts';
import type { Scan, ScanRefusal } from './scanner.ts';

/** A speaker lives as long as one link: half a scan from before an outage is not the beginning of the next one. */
export interface Speaker<W> {
  /** The link has opened. */
  greet(nowMs: number): Effect<W>[];
  /** At least one byte in any pieces, or one whole report where the link carries reports. */
  receive(bytes: Uint8Array, nowMs: number): Effect<W>[];
  /** Time has passed: does what is due. May be called early, and then does nothing. */
  expire(nowMs: number): Effect<W>[];
  /** When `expire` has something to do, or null. */
  dueAtMs(): number | null;
  /** Null where the protocol, or this scanner, has no such command or takes no more of them now. */
  wish(wish: Wish, nowMs: number): Effect<W>[] | null;
}

export type Wish = 'trigger-on' | 'trigger-off' | 'beep-good' | 'beep-error';

/** `W` is what the link carries: bytes, or reports. */
export type Effect<W> = Saying | { readonly do: 'write'; readonly what: W };

export type Saying =
  | { readonly do: 'tell-scan'; readonly scan: Scan }
  | { readonly do: 'tell-refusal'; readonly reason: ScanRefusal }
  | { readonly do: 'count'; readonly what: FaultKind | 'good' }
  | { readonly do: 'identify'; readonly facts: Partial<DeviceIdentity> };

/** The earliest of some moments, null ones left out. */
export function earliest(...momentsMs: readonly (number | null)[]): number | null {
  return momentsMs.reduce(
    (best, moment) => (best === null || (moment !== null && moment < best) ? moment : best),
    null,
  );
}
