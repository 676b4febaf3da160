import { stat } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';
import { openErrorCode } from './serial-errors.ts';
import type { Link, LinkError, LinkHandlers, OpenOutcome, Transport } from './transport.ts';

/** Opening may toggle DTR and reset the board (protocols 5.2). */
const SETTLE_MS = 250;
/** All rates a module can be set to (GA/T 467, command 60), the default first. */
const MODULE_RATES = [115200, 57600, 38400, 19200, 9600];
/**
 * serialport 13 takes a hang-up that falls between two of its polls for an empty read and reads again
 * without end: no event, one core busy. So look every second whether the device is still the one
 * that was opened. (Reproduced by ending socat right after the port was opened.)
 */
const NODE_CHECK_MS = 1000;

/** A local port by explicit path (ptys and udev links are not in `SerialPort.list()` and still open). */
export function serialTransport(target: { path: string; baud: number }, clock: Clock): Transport {
  return {
    settleMs: SETTLE_MS,
    rates: [target.baud, ...MODULE_RATES.filter((rate) => rate !== target.baud)],
    open: (handlers, signal) => openPort(target, clock, handlers, signal),
  };
}

async function openPort(
  target: { path: string; baud: number },
  clock: Clock,
  handlers: LinkHandlers,
  signal: AbortSignal,
): Promise<OpenOutcome> {
  // Replies are binary and hold 11 and 13: with software flow control those bytes vanish (protocols 1.1).
  const flow = { xon: false, xoff: false, xany: false, rtscts: false };
  const port = new SerialPort({ path: target.path, baudRate: target.baud, autoOpen: false, ...flow });
  const error = await new Promise<Error | null>((done) => port.open(done));
  if (error !== null) return { ok: false, error: { code: openErrorCode(error.message), detail: error.message } };
  const node = await nodeOf(target.path);
  if (!signal.aborted) return { ok: true, link: linkOf({ port, node }, clock, handlers) };
  await new Promise((done) => port.close(done));
  return { ok: false, error: { code: 'cancelled', detail: 'opening cancelled' } };
}

function linkOf({ port, node }: { port: SerialPort; node: string }, clock: Clock, handlers: LinkHandlers): Link {
  let open = true;
  let tuned: Promise<void> = Promise.resolve();
  let cancelCheck = noTimer;

  function checkLater(): void {
    cancelCheck = clock.after(NODE_CHECK_MS, () => {
      void nodeOf(port.path).then((now) => {
        if (now !== node) end({ code: 'lost', detail: 'device node gone' });
        else if (open) checkLater();
      });
    });
  }

  function end(reason: LinkError): void {
    if (!open) return;
    open = false;
    cancelCheck();
    handlers.onLost(reason);
    if (port.isOpen) port.close();
  }

  port.on('data', (bytes: Buffer) => {
    if (open) handlers.onData(bytes);
  });
  port.on('error', (error) => end({ code: 'lost', detail: error.message }));
  port.on('end', () => end({ code: 'lost', detail: 'end of input' }));
  port.on('close', () => end({ code: 'lost', detail: 'port disconnected' }));
  checkLater();

  return {
    write: (bytes) => {
      // A rate change is asynchronous; bytes written after it must not overtake it.
      void tuned.then(() => {
        if (open) port.write(Buffer.from(bytes));
      });
    },
    setBaud: (baud) => {
      tuned = tuned
        .then(() => retune(port, baud))
        .then((error) => {
          if (error !== null) end({ code: 'failed', detail: error.message });
        });
    },
    close: () => {
      open = false;
      cancelCheck();
      return new Promise((done) => {
        if (port.isOpen) port.close(() => done());
        else if (port.closing) port.once('close', () => done());
        else done();
      });
    },
  };
}

function retune(port: SerialPort, baud: number): Promise<Error | null> {
  return port.isOpen ? new Promise((done) => port.update({ baudRate: baud }, done)) : Promise.resolve(null);
}

/** What stands at the path: nothing, or a certain device. Windows names are no files and never change. */
async function nodeOf(path: string): Promise<string> {
  return stat(path).then(
    ({ dev, ino, rdev }) => `${dev}:${ino}:${rdev}`,
    () => 'none',
  );
}
