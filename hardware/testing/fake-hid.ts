/** A HID device as node-hid would show it, without a system behind it. */
import { EventEmitter } from 'node:events';
import type { HidDevice, HidSystem } from '../transport/hid/hid-system.ts';

export interface FakeHid {
  readonly system: HidSystem;
  /** What the host wrote, as the package got it. */
  readonly written: number[][];
  readonly features: number[][];
  /** Openings and closings, in order. */
  readonly log: string[];
  send(report: readonly number[]): void;
  /** As node-hid 3.4 tells it: a text, not an error (protocols 5.3). */
  unplug(): void;
}

export interface FakeHidOptions {
  readonly path: string;
  readonly descriptor?: Uint8Array | null;
  readonly takesReports?: boolean;
}

export function createFakeHid({ path, descriptor = null, takesReports = true }: FakeHidOptions): FakeHid {
  const written: number[][] = [];
  const features: number[][] = [];
  const log: string[] = [];
  let emitter = new EventEmitter();
  let isPlugged = true;

  async function take(into: number[][], report: Buffer): Promise<number> {
    if (!isPlugged || !takesReports) throw new Error('Cannot write to hid device: No such device');
    into.push([...report]);
    return report.length;
  }

  function open(): HidDevice {
    log.push('open');
    emitter = new EventEmitter();
    const own = emitter;
    return {
      on: (event, listener) => own.on(event, listener),
      write: (report) => take(written, report),
      sendFeatureReport: (report) => take(features, report),
      close: async () => {
        log.push('close');
        own.removeAllListeners();
      },
    };
  }

  return {
    system: {
      nameOf: () => Promise.resolve(path),
      open: () => Promise.resolve({ ok: true, device: open() }),
      readDescriptor: () => Promise.resolve(descriptor),
    },
    written,
    features,
    log,
    send: (report) => void emitter.emit('data', Buffer.from(report)),
    unplug: () => {
      isPlugged = false;
      emitter.emit('error', 'could not read from HID device: hid_read_timeout: unexpected poll error');
    },
  };
}
