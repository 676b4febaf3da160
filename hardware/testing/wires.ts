/** Wires of an operating system with a plug: TCP, and a serial port made by socat. */
import type { SimulatedDevice } from '../simulators/device.ts';
import { hostOnSerial } from '../simulators/serial-host.ts';
import { hostOnTcp } from '../simulators/tcp-host.ts';
import { createPtyCable, hasSocat } from './pty.ts';

export interface RealWire {
  readonly address: string;
  readonly plug: () => Promise<void>;
  readonly unplug: () => Promise<void>;
}

/** `open` gives the wire plugged in. */
export interface RealWireKind {
  readonly name: string;
  readonly isPossible: boolean;
  readonly open: (device: SimulatedDevice) => Promise<RealWire>;
}

export const REAL_WIRES: readonly RealWireKind[] = [
  { name: 'TCP', isPossible: true, open: (device) => hostOnTcp(device, 0) },
  { name: 'a serial port (needs socat)', isPossible: hasSocat, open: openPty },
];

async function openPty(device: SimulatedDevice): Promise<RealWire> {
  const cable = createPtyCable();
  const plug = async (): Promise<void> => {
    await cable.plug();
    await hostOnSerial(device, cable.devicePath);
  };
  await plug();
  return {
    address: `serial://${cable.hostPath}`,
    plug,
    unplug: async () => {
      await cable.unplug();
      device.powerCycle();
    },
  };
}
