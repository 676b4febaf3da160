/** A scanner that sends lines over a serial port or TCP: the thin shell around the assembler. */
import type { Clock } from '../link/clock.ts';
import { noTimer, systemClock } from '../link/clock.ts';
import { keepLink } from '../link/link-keeper.ts';
import { createTransport } from '../transport/create.ts';
import type { LinkError, Transport } from '../transport/transport.ts';
import type { Scan, ScanRefusal } from './scan-assembler.ts';
import { SILENCE_MS, createScanAssembler } from './scan-assembler.ts';

/** Payment codes are single-use secrets: never log the text. `scan-refused` asks to scan again. */
export type ScannerEvent =
  | { readonly kind: 'ready' }
  | { readonly kind: 'lost'; readonly reason: LinkError }
  | { readonly kind: 'scan'; readonly text: string }
  | { readonly kind: 'scan-refused'; readonly reason: ScanRefusal };

export interface LineScanner {
  /** Opens the link and keeps it open for ever. Once only. */
  start(): void;
  /** No event comes after this call. Resolves when the port is free. */
  stop(): Promise<void>;
}

export interface LineScannerOptions {
  /** See `parseAddress`; an address that it refuses throws a TypeError. */
  readonly address: string;
  readonly onEvent: (event: ScannerEvent) => void;
  readonly clock?: Clock;
}

export function createLineScanner({ address, onEvent, clock = systemClock }: LineScannerOptions): LineScanner {
  return createLineScannerOn({ transport: createTransport(address, clock), onEvent, clock });
}

export function createLineScannerOn(options: {
  readonly transport: Transport;
  readonly onEvent: (event: ScannerEvent) => void;
  readonly clock: Clock;
}): LineScanner {
  const { transport, clock, onEvent } = options;
  let assembler = createScanAssembler();
  let cancelSilence = noTimer;
  let isStarted = false;
  let isStopped = false;

  function tell(event: ScannerEvent): void {
    if (!isStopped) onEvent(event);
  }

  function tellScans(scans: readonly Scan[]): void {
    for (const scan of scans) {
      tell(scan.kind === 'scan' ? scan : { kind: 'scan-refused', reason: scan.reason });
    }
  }

  const keeper = keepLink({
    transport,
    clock,
    onOpen: () => {
      // Half a scan from before an outage is not the beginning of the next one.
      assembler = createScanAssembler();
      // A scanner says nothing of its own accord, so an open link is all that can be known.
      keeper.confirm();
      tell({ kind: 'ready' });
    },
    onData: (bytes) => {
      cancelSilence();
      tellScans(assembler.push(bytes, clock.nowMs()));
      if (!assembler.isPending() || isStopped) return;
      cancelSilence = clock.after(SILENCE_MS, () => tellScans(assembler.expire(clock.nowMs())));
    },
    onClosed: (reason, isNews) => {
      cancelSilence();
      if (isNews) tell({ kind: 'lost', reason });
    },
  });

  return {
    start: () => {
      if (isStarted) throw new Error('a scanner starts once');
      isStarted = true;
      keeper.start();
    },
    stop: () => {
      isStopped = true;
      cancelSilence();
      return keeper.stop();
    },
  };
}
