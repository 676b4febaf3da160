/** A HID device without an operating system, as `memory-wire.ts` is for bytes. */
import type { HidLink, HidTransport, LinkHandlers } from '../transport/transport.ts';
import type { SimulatedHidDevice } from './uhid-device.ts';

export interface MemoryHidWire extends HidTransport {
  unplug(): void;
  plug(): void;
}

/** `showsDescriptor`: as on Linux. */
export function createMemoryHidWire(device: SimulatedHidDevice, { showsDescriptor = true } = {}): MemoryHidWire {
  let isPlugged = true;
  let lose: (() => void) | null = null;

  function link(handlers: LinkHandlers): HidLink {
    let isOpen = true;
    const connection = device.connect((report) => {
      if (isOpen) handlers.onData(report);
    });
    function end(): void {
      if (!isOpen) return;
      isOpen = false;
      lose = null;
      connection.end();
    }
    lose = () => {
      end();
      handlers.onLost({ code: 'lost', detail: 'unplugged' });
    };
    return {
      write: (report) => {
        if (isOpen) connection.output(report);
        return Promise.resolve(isOpen);
      },
      sendFeatureReport: (report) => Promise.resolve(isOpen && connection.setFeature(report)),
      descriptor: showsDescriptor ? device.identity.descriptor : null,
      close: () => {
        end();
        return Promise.resolve();
      },
    };
  }

  return {
    open: (handlers) => {
      if (isPlugged) return Promise.resolve({ ok: true, link: link(handlers) });
      return Promise.resolve({ ok: false, error: { code: 'port-missing', detail: 'nothing plugged in' } });
    },
    unplug: () => {
      isPlugged = false;
      device.powerCycle();
      lose?.();
    },
    plug: () => {
      isPlugged = true;
    },
  };
}
