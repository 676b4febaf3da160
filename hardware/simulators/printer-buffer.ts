/** The receive buffer of a simulated printer: worked off at once, or at a pace with XON/XOFF and a size that overruns. */
import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';
import type { EscposCommand } from './escpos-reader.ts';
import { sizeOf } from './escpos-reader.ts';

export interface PrinterBuffer {
  readonly add: (command: EscposCommand) => void;
  /** Works off what can be worked off now. */
  readonly workOff: () => void;
  readonly start: () => void;
  readonly stop: () => void;
  readonly clear: () => void;
  readonly overrunBytes: () => number;
}

export interface PrinterBufferOptions {
  readonly clock: Clock;
  /** Undefined: as fast as bytes come, and without limit. */
  readonly bytesPerSecond: number | undefined;
  readonly isStopped: () => boolean;
  readonly run: (command: EscposCommand) => void;
  readonly say: (bytes: Uint8Array) => void;
}

const BUFFER_BYTES = 4096;
const XOFF_ABOVE = 2048;
const XON_BELOW = 512;
const TICK_MS = 20;
const XON = Uint8Array.of(0x11);
const XOFF = Uint8Array.of(0x13);

export function createPrinterBuffer({
  clock,
  bytesPerSecond,
  isStopped,
  run,
  say,
}: PrinterBufferOptions): PrinterBuffer {
  let waiting: EscposCommand[] = [];
  let credit = Infinity;
  let overrun = 0;
  let hasHeld = false;
  let isWorking = false;
  let cancelTick = noTimer;

  const waitingBytes = (): number => waiting.reduce((sum, command) => sum + sizeOf(command), 0);

  function workOff(): void {
    // What is run may open the way for what waits behind it: the loop that is running sees it.
    if (isWorking) return;
    isWorking = true;
    for (let next = waiting[0]; next !== undefined && !isStopped(); next = waiting[0]) {
      const size = sizeOf(next);
      if (size > credit) break;
      credit -= size;
      waiting.shift();
      run(next);
    }
    isWorking = false;
    const bytes = waitingBytes();
    if (bytesPerSecond === undefined || (hasHeld ? bytes >= XON_BELOW : bytes <= XOFF_ABOVE)) return;
    hasHeld = !hasHeld;
    say(hasHeld ? XOFF : XON);
  }

  function tick(): void {
    const earned = ((bytesPerSecond ?? 0) * TICK_MS) / 1000;
    credit = waiting.length === 0 ? earned : credit + earned;
    workOff();
    cancelTick = clock.after(TICK_MS, tick);
  }

  return {
    add: (command) => {
      if (bytesPerSecond !== undefined && waitingBytes() + sizeOf(command) > BUFFER_BYTES) overrun += sizeOf(command);
      else waiting.push(command);
    },
    workOff,
    start: () => {
      if (bytesPerSecond === undefined) return;
      cancelTick();
      credit = 0;
      tick();
    },
    stop: () => cancelTick(),
    clear: () => {
      waiting = [];
      hasHeld = false;
    },
    overrunBytes: () => overrun,
  };
}
