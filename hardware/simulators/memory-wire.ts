/** A wire without an operating system: with a manual clock it makes whole hours of a device's life run in no time. */
import type { Link, LinkErrorCode, LinkHandlers, Transport } from '../transport/transport.ts';
import type { DeviceConnection, SimulatedDevice } from './device.ts';

export interface MemoryWire extends Transport {
  unplug(): void;
  plug(): void;
}

export interface MemoryWireOptions {
  readonly device: SimulatedDevice;
  readonly rates?: readonly number[];
  /** The device hears and is heard only at this rate. */
  readonly deviceBaud?: number;
  /** How an opening fails while the plug is out. */
  readonly absentCode?: LinkErrorCode;
}

export function createMemoryWire(options: MemoryWireOptions): MemoryWire {
  const { device, rates = [115200], deviceBaud = 115200, absentCode = 'port-missing' } = options;
  let isPlugged = true;
  let plugs = 0;
  let lose: (() => void) | null = null;

  function link(handlers: LinkHandlers): Link {
    let baud = rates[0];
    let connection: DeviceConnection | null = device.connect((bytes) => {
      if (connection !== null && baud === deviceBaud) handlers.onData(bytes);
    });
    function end(): void {
      connection?.end();
      connection = null;
      lose = null;
    }
    lose = () => {
      end();
      handlers.onLost({ code: 'lost', detail: 'unplugged' });
    };
    return {
      write: (bytes) => {
        if (baud === deviceBaud) connection?.receive(bytes);
      },
      setBaud: (wanted) => {
        baud = wanted;
      },
      drain: () => Promise.resolve(),
      close: () => {
        end();
        return Promise.resolve();
      },
    };
  }

  return {
    settleMs: 0,
    rates,
    open: (handlers) => {
      if (isPlugged) return Promise.resolve({ ok: true, link: link(handlers) });
      return Promise.resolve({ ok: false, error: { code: absentCode, detail: 'nothing plugged in' } });
    },
    presence: () => Promise.resolve(isPlugged ? `plugged in ${plugs} times` : 'nothing'),
    unplug: () => {
      isPlugged = false;
      device.powerCycle();
      lose?.();
    },
    plug: () => {
      isPlugged = true;
      plugs += 1;
    },
  };
}
