import { SerialPort } from 'serialport';
import type { Clock } from '../link/clock.ts';
import { nodeOf, presenceOf, watchNode } from './device-node.ts';
import type { PathFinder } from './path-finder.ts';
import { openErrorCode } from './open-errors.ts';
import { MODULE_RATES } from './rates.ts';
import type { Link, LinkError, LinkHandlers, OpenOutcome, Transport } from './transport.ts';

/** Opening may toggle DTR and reset the board (protocols 5.2). */
const SETTLE_MS = 250;

interface Target {
  readonly find: PathFinder;
  readonly baud: number;
}

export function serialTransport(target: Target, clock: Clock): Transport {
  return {
    settleMs: SETTLE_MS,
    rates: [target.baud, ...MODULE_RATES.filter((rate) => rate !== target.baud)],
    open: (handlers, signal) => openPort(target, clock, handlers, signal),
    presence: presenceOf(target.find),
  };
}

async function openPort(
  { find, baud }: Target,
  clock: Clock,
  handlers: LinkHandlers,
  signal: AbortSignal,
): Promise<OpenOutcome> {
  const found = await find();
  if (!found.ok) return found;
  const { path } = found;
  // Replies are binary and hold 11 and 13: with software flow control those bytes vanish (protocols 1.1).
  const flow = { xon: false, xoff: false, xany: false, rtscts: false };
  const port = new SerialPort({ path, baudRate: baud, autoOpen: false, ...flow });
  const error = await new Promise<Error | null>((done) => port.open(done));
  if (error !== null) return { ok: false, error: { code: openErrorCode(error.message), detail: error.message } };
  const node = await nodeOf(path);
  if (!signal.aborted) return { ok: true, link: linkOf({ port, node }, clock, handlers) };
  await new Promise((done) => port.close(done));
  return { ok: false, error: { code: 'cancelled', detail: 'opening cancelled' } };
}

function linkOf({ port, node }: { port: SerialPort; node: string }, clock: Clock, handlers: LinkHandlers): Link {
  let open = true;
  // Changes of the rate and writes, in order: bytes written after a change must not overtake it.
  let done: Promise<void> = Promise.resolve();
  const ended = Promise.withResolvers<undefined>();
  /**
   * serialport 13 takes a hang-up that falls between two of its polls for an empty read and reads again
   * without end: no event, one core busy. (Reproduced by ending socat right after the port was opened.)
   */
  const unwatch = watchNode(port.path, node, clock, () => lose({ code: 'lost', detail: 'device node gone' }));

  function end(): void {
    open = false;
    unwatch();
    ended.resolve(undefined);
  }

  function lose(reason: LinkError): void {
    if (!open) return;
    end();
    handlers.onLost(reason);
    if (port.isOpen) port.close();
  }

  port.on('data', (bytes: Buffer) => {
    if (open) handlers.onData(bytes);
  });
  port.on('error', (error) => lose({ code: 'lost', detail: error.message }));
  port.on('end', () => lose({ code: 'lost', detail: 'end of input' }));
  port.on('close', () => lose({ code: 'lost', detail: 'port disconnected' }));

  return {
    write: (bytes) => {
      done = done.then(() => (open ? send(port, bytes) : undefined));
    },
    setBaud: (baud) => {
      done = done
        .then(() => retune(port, baud))
        .then((error) => {
          if (error !== null) lose({ code: 'failed', detail: error.message });
        });
    },
    drain: () => Promise.race([ended.promise, done.then(() => (open ? flush(port) : undefined))]),
    close: () => {
      end();
      return new Promise((closed) => {
        if (port.isOpen) port.close(() => closed());
        else if (port.closing) port.once('close', () => closed());
        else closed();
      });
    },
  };
}

/** A failed write also shows as an event of the port. */
function send(port: SerialPort, bytes: Uint8Array): Promise<void> {
  return new Promise((sent) => port.write(Buffer.from(bytes), () => sent()));
}

function flush(port: SerialPort): Promise<void> {
  return new Promise((flushed) => port.drain(() => flushed()));
}

function retune(port: SerialPort, baud: number): Promise<Error | null> {
  return port.isOpen ? new Promise((done) => port.update({ baudRate: baud }, done)) : Promise.resolve(null);
}
