/** Hangs a simulated device on a serial path: the far end of a socat pty, or of a real null-modem cable. */
import { systemClock } from '../link/clock.ts';
import { serialTransport } from '../transport/serial.ts';
import type { DeviceConnection, SimulatedDevice } from './device.ts';

export interface SerialHost {
  close(): Promise<void>;
}

/** Rejects if the path cannot be opened. A path that goes away later ends the connection for good. */
export async function hostOnSerial(device: SimulatedDevice, path: string): Promise<SerialHost> {
  let connection: DeviceConnection | null = null;
  const handlers = {
    onData: (bytes: Uint8Array): void => connection?.receive(bytes),
    onLost: (): void => connection?.end(),
  };
  const outcome = await serialTransport({ find: async () => ({ ok: true, path }), baud: 115200 }, systemClock).open(
    handlers,
    new AbortController().signal,
  );
  if (!outcome.ok) throw new Error(`simulator cannot open ${path}: ${outcome.error.code}`);
  const { link } = outcome;
  const opened = device.connect((bytes) => link.write(bytes));
  connection = opened;
  return {
    close: () => {
      opened.end();
      return link.close();
    },
  };
}
