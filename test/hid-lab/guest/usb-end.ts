/**
 * The device's end of a vendor-class USB device (protocols 1.13): the kernel's FunctionFS gives a program the endpoints
 * as files. One OUT and one IN endpoint of 64-byte packets, as the readers in the field have them.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync, rmdirSync, writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatedDevice } from '../../../hardware/simulators/device.ts';

/** Interface of class FF with two endpoints; OUT 01 and IN 82, bulk, 64 bytes (USB 2.0, 9.6.5 and 9.6.6). */
const INTERFACE = Buffer.from('09' + '04' + '00' + '00' + '02' + 'FF' + '00' + '00' + '00', 'hex');
const OUT = Buffer.from('07' + '05' + '01' + '02' + '4000' + '00', 'hex');
const IN = Buffer.from('07' + '05' + '82' + '02' + '4000' + '00', 'hex');

/** Magic 3, length, "full-speed descriptors follow", how many (kernel's <linux/usb/functionfs.h>). */
const DESCRIPTORS = withHeader(3, [1, 3], Buffer.concat([INTERFACE, OUT, IN]));
/** Magic 2, length, no strings in no language. */
const STRINGS = withHeader(2, [0, 0], Buffer.alloc(0));

export interface UsbEnd {
  /** Serves the device from the plug on; `stop` when the plug has been pulled. */
  serve(device: SimulatedDevice): Promise<{ stop(): Promise<void> }>;
  close(): void;
}

/** An endpoint that no host has set up refuses at once, instead of holding a thread of Node for ever. */
const NO_WAITING = constants.O_NONBLOCK;
const LOOK_EVERY_MS = 4;

/** `name` is that of the function `ffs.name`, whose gadget must exist and not be plugged yet. */
export function openUsbEnd(name: string): UsbEnd {
  const folder = join('/tmp', name);
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'functionfs', name, folder]);
  const control = openSync(join(folder, 'ep0'), 'r+');
  for (const block of [DESCRIPTORS, STRINGS]) writeSync(control, block);
  return {
    serve: async (device) => {
      const fromHost = await open(join(folder, 'ep1'), constants.O_RDONLY | NO_WAITING);
      const toHost = await open(join(folder, 'ep2'), constants.O_WRONLY | NO_WAITING);
      const stopping = new AbortController();
      const served = serveOn({ fromHost, toHost }, device, stopping.signal);
      return {
        stop: async () => {
          stopping.abort();
          await served;
          await Promise.all([fromHost.close(), toHost.close()]);
        },
      };
    },
    close: () => {
      closeSync(control);
      execFileSync('umount', [folder]);
      rmdirSync(folder);
    },
  };
}

/** A read ends with a packet, or with an error when there is no host; what cannot be sent is lost, as on a cut wire. */
async function serveOn(
  { fromHost, toHost }: { readonly fromHost: FileHandle; readonly toHost: FileHandle },
  device: SimulatedDevice,
  stopped: AbortSignal,
): Promise<void> {
  let sent: Promise<unknown> = Promise.resolve();
  const connection = device.connect((bytes) => {
    sent = sent.then(() => toHost.write(bytes)).catch(() => null);
  });
  const packet = Buffer.alloc(64);
  while (!stopped.aborted) {
    const count = await fromHost.read(packet, 0, packet.length, null).then(
      ({ bytesRead }) => bytesRead,
      () => 0,
    );
    if (count > 0) connection.receive(Uint8Array.from(packet.subarray(0, count)));
    else await pause(LOOK_EVERY_MS);
  }
  connection.end();
  await sent;
}

function withHeader(magic: number, numbers: readonly number[], body: Buffer): Buffer {
  const header = Buffer.alloc(8 + 4 * numbers.length);
  header.writeUInt32LE(magic, 0);
  header.writeUInt32LE(header.length + body.length, 4);
  for (const [at, number] of numbers.entries()) header.writeUInt32LE(number, 8 + 4 * at);
  return Buffer.concat([header, body]);
}
