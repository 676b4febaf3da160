/** Hangs a simulated device on a TCP port, as a serial device server does with a real one. */
import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { SimulatedDevice } from './device.ts';

export interface TcpHost {
  readonly port: number;
  /** `tcp://host:port` */
  readonly address: string;
  isPlugged(): boolean;
  /** Cuts the connection and stops listening; the device loses its power. */
  readonly unplug: () => Promise<void>;
  /** Listens again on the same port. */
  readonly plug: () => Promise<void>;
}

/** Listens for this machine only, unless `host` says otherwise. Port 0 takes any free one. Rejects with the system's error (`EADDRINUSE`, `EACCES`) if the port cannot be had. */
export async function hostOnTcp(device: SimulatedDevice, wantedPort: number, host = '127.0.0.1'): Promise<TcpHost> {
  let server: Server | null = await listen(wantedPort);
  let guest: Socket | null = null;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const { port } = address;

  async function listen(onPort: number): Promise<Server> {
    const listening = createServer({ noDelay: true }, welcome);
    listening.listen(onPort, host);
    await once(listening, 'listening');
    return listening;
  }

  function welcome(socket: Socket): void {
    // A serial line has one far end. The newest guest gets it: the one before may be gone without a word.
    guest?.destroy();
    guest = socket;
    const connection = device.connect((bytes) => {
      if (!socket.destroyed) socket.write(bytes);
    });
    socket.on('data', (bytes) => connection.receive(bytes));
    // A guest that breaks off is everyday life here; `close` follows and does the work.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      connection.end();
      if (guest === socket) guest = null;
    });
  }

  return {
    port,
    address: `tcp://${host}:${port}`,
    isPlugged: () => server !== null,
    unplug: async () => {
      if (server === null) return;
      const closing = server;
      server = null;
      closing.close();
      guest?.destroy();
      device.powerCycle();
      await once(closing, 'close');
    },
    plug: async () => {
      server ??= await listen(port);
    },
  };
}
