/** What the scanner simulators have in common: somebody lays codes before them, and listeners get bytes in odd pieces. */
import type { Clock } from '../../link/clock.ts';
import { noTimer } from '../../link/clock.ts';
import { ODD_PIECES, deliverInPieces } from '../delivery.ts';
import type { DeviceConnection, SimulatedDevice } from '../device.ts';

export interface ScriptedScanner extends SimulatedDevice {
  /** Reads a code; says how many listeners get it. `symbology` is an AIM identifier, for scanners that tell it. */
  scan(text: string, code?: { readonly symbology?: string }): number;
  /** Lays a code before the scanner, which reads it when it is triggered; null takes it away. */
  lay(text: string | null): void;
}

/** What was heard, the latest of it: a simulator may run for weeks. */
export interface HeardLog<T> {
  readonly entries: readonly T[];
  readonly add: (entry: T) => void;
}

const HEARD_MAX = 1000;

export function createHeardLog<T>(): HeardLog<T> {
  const entries: T[] = [];
  return {
    entries,
    add: (entry) => {
      entries.push(entry);
      if (entries.length > HEARD_MAX) entries.shift();
    },
  };
}

/** Sends whole messages one after the other, each cut at odd places. */
export interface Wires {
  connect(send: (bytes: Uint8Array) => void, receive: (bytes: Uint8Array) => void): DeviceConnection;
  /** To everybody who listens; says how many. At least one byte. */
  readonly send: (message: Uint8Array) => number;
  listeners(): number;
}

/** More than this waiting to go out is dropped: a device has little memory, and hosts may ask faster than a line carries. */
const WAITING_MAX = 64;

export function createWires(clock: Clock): Wires {
  const queues = new Set<(message: Uint8Array) => void>();

  function queueFor(send: (bytes: Uint8Array) => void) {
    const waiting: Uint8Array[] = [];
    let cancel = noTimer;
    let isBusy = false;
    let isEnded = false;
    function next(): void {
      const bytes = waiting.shift();
      isBusy = bytes !== undefined;
      if (bytes === undefined) return;
      let sent = 0;
      const sendPiece = (piece: Uint8Array): void => {
        if (isEnded) return;
        sent += piece.length;
        send(piece);
        if (sent === bytes.length) cancel = clock.after(0, next);
      };
      cancel = deliverInPieces({ bytes, clock, send: sendPiece }, ODD_PIECES);
    }
    return {
      add: (message: Uint8Array): void => {
        if (waiting.length < WAITING_MAX) waiting.push(message);
        if (!isBusy) next();
      },
      end: (): void => {
        isEnded = true;
        cancel();
      },
    };
  }

  return {
    connect: (send, receive) => {
      const queue = queueFor(send);
      queues.add(queue.add);
      return {
        receive,
        end: () => {
          queues.delete(queue.add);
          queue.end();
        },
      };
    },
    send: (message) => {
      for (const add of queues) add(message);
      return queues.size;
    },
    listeners: () => queues.size,
  };
}
