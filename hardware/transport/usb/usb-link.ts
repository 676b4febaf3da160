import type { UsbPipes } from '../address.ts';
import type { DeviceLock } from '../device-lock.ts';
import type { Link, LinkHandlers } from '../transport.ts';
import type { UsbPort } from './usb-device.ts';
import { createPipeOrder, cutPackets } from './usb-packets.ts';

interface OpenUsb {
  readonly port: UsbPort;
  readonly pipes: UsbPipes;
  readonly lock: DeviceLock;
}

export function usbLink({ port, pipes, lock }: OpenUsb, handlers: LinkHandlers): Link {
  const ended = Promise.withResolvers<undefined>();
  const order = createPipeOrder(pipes);
  let open = true;
  const isOpen = (): boolean => open;
  let sent: Promise<void> = Promise.resolve();
  let closed: Promise<void> | null = null;

  function close(): Promise<void> {
    open = false;
    ended.resolve(undefined);
    closed ??= Promise.all([sent, reading])
      .then(() => port.close())
      .catch(() => undefined)
      .then(() => lock.release());
    return closed;
  }

  function lose(error: unknown): void {
    if (!open) return;
    void close();
    handlers.onLost({ code: 'lost', detail: error instanceof Error ? error.message : String(error) });
  }

  async function read(): Promise<void> {
    while (open) {
      const bytes = await port.read(order.next());
      if (bytes === null) order.silence();
      else order.took(bytes);
      if (isOpen() && bytes !== null && bytes.length > 0) handlers.onData(bytes);
    }
  }

  async function send(bytes: Uint8Array): Promise<void> {
    for (const packet of cutPackets(bytes, pipes)) if (open) await port.write(packet);
  }

  // Not before whoever opened the link has it.
  const reading = new Promise(setImmediate).then(read).catch(lose);

  return {
    write: (bytes) => {
      const own = Uint8Array.from(bytes);
      sent = sent.then(() => send(own)).catch(lose);
    },
    setBaud: () => undefined,
    drain: () => Promise.race([ended.promise, sent]),
    close,
  };
}
