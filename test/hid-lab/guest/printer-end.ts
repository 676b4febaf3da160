/** Hangs a simulated printer on the device's end of a printer gadget, `/dev/g_printer0`, which is there while plugged. */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import type { SimulatedDevice } from '../../../hardware/simulators/device.ts';
import { until } from './waiting.ts';

const PATH = '/dev/g_printer0';
const APPEAR_LIMIT_MS = 2000;
const POLL_MS = 4;
const READ_BYTES = 8192;

export async function hostOnPrinterGadget(device: SimulatedDevice): Promise<{ close(): void }> {
  const fd = await until(APPEAR_LIMIT_MS, PATH, openIfThere);
  const connection = device.connect((bytes) => writeSync(fd, bytes));
  const buffer = Buffer.alloc(READ_BYTES);
  const poll = setInterval(() => {
    for (let count = readNow(fd, buffer); count > 0; count = readNow(fd, buffer)) {
      connection.receive(Uint8Array.from(buffer.subarray(0, count)));
    }
  }, POLL_MS);
  return {
    close: () => {
      clearInterval(poll);
      connection.end();
      closeSync(fd);
    },
  };
}

function openIfThere(): number | null {
  return unless(['ENOENT', 'ENXIO', 'ENODEV'], null, () => openSync(PATH, constants.O_RDWR | constants.O_NONBLOCK));
}

function readNow(fd: number, buffer: Buffer): number {
  return unless(['EAGAIN', 'ENODEV'], 0, () => readSync(fd, buffer));
}

function unless<T>(codes: readonly string[], otherwise: T, attempt: () => T): T {
  try {
    return attempt();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (codes.includes(code)) return otherwise;
    throw error;
  }
}
