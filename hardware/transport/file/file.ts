/** Device files of printers (protocols 3.1), and plain files and FIFOs in their place, which only take bytes. */
import type { Stats } from 'node:fs';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import type { Clock } from '../../link/clock.ts';
import { nodeOf, presenceOf } from '../device-node.ts';
import { fileLink } from './file-link.ts';
import { systemCode } from '../open-errors.ts';
import type { PathFinder } from '../path-finder.ts';
import { NO_RATES } from '../rates.ts';
import type { LinkErrorCode, LinkHandlers, OpenOutcome, Transport } from '../transport.ts';

const CODES: Readonly<Record<string, LinkErrorCode>> = {
  ENOENT: 'port-missing',
  ENODEV: 'port-missing',
  // A FIFO that nobody reads, or a device file without its device.
  ENXIO: 'port-missing',
  EBUSY: 'port-busy',
  EACCES: 'permission',
  EPERM: 'permission',
};

export function fileTransport(find: PathFinder, clock: Clock): Transport {
  return {
    settleMs: 0,
    rates: NO_RATES,
    open: (handlers, signal) => openFile(find, clock, handlers, signal),
    presence: presenceOf(find),
  };
}

async function openFile(
  find: PathFinder,
  clock: Clock,
  handlers: LinkHandlers,
  signal: AbortSignal,
): Promise<OpenOutcome> {
  const found = await find();
  if (!found.ok) return found;
  const { path } = found;
  let handle: FileHandle;
  let isTwoWay: boolean;
  try {
    const kind = await stat(path);
    isTwoWay = kind.isCharacterDevice();
    // Without O_NONBLOCK a printer without paper would hold a thread of this program for as long.
    handle = await open(path, accessOf(kind) | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch (error) {
    const system = systemCode(error);
    return { ok: false, error: { code: CODES[system] ?? 'failed', detail: `${path} ${system}` } };
  }
  const node = await nodeOf(path);
  if (!signal.aborted) return { ok: true, link: fileLink({ handle, path, node, isTwoWay }, clock, handlers) };
  await handle.close();
  return { ok: false, error: { code: 'cancelled', detail: 'opening cancelled' } };
}

function accessOf(kind: Stats): number {
  if (kind.isCharacterDevice()) return constants.O_RDWR;
  return kind.isFile() ? constants.O_WRONLY | constants.O_APPEND : constants.O_WRONLY;
}
