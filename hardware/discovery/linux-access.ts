/** Who may open a device, and who has it already: as far as Linux tells without opening it. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { deviceLockName, isLockedHere } from '../transport/device-lock.ts';
import type { BlindSpot } from './found-device.ts';
import type { LinuxRoots } from './linux-files.ts';
import { readText } from './linux-files.ts';
import type { Sighting } from './sighting.ts';

export async function withAccess(sightings: readonly Sighting[], roots: LinuxRoots): Promise<Sighting[]> {
  const [fileLocks, ourLocks] = await Promise.all([readFileLocks(roots), readOurLocks(roots)]);
  return Promise.all(
    sightings.map(async (sighting): Promise<Sighting> => {
      const { path } = sighting;
      if (!(await roots.mayOpen(path))) return { ...sighting, access: 'no-permission' };
      if (isLockedHere(path)) return { ...sighting, access: 'ok' };
      const isLocked = ourLocks.has(deviceLockName(path)) || fileLocks.has(await inodeOf(path));
      return isLocked ? { ...sighting, access: 'busy' } : sighting;
    }),
  );
}

/** What is missing, by scheme: the group of Debian and its children, or the rules of `hardware/udev`. */
const MISSING: Readonly<Record<Sighting['scheme'], string>> = {
  serial: 'dialout',
  file: 'lp',
  hid: '70-zhanggui.rules',
  usb: '70-zhanggui.rules',
};

export function missingPermissions(sightings: readonly Sighting[]): BlindSpot[] {
  const details = sightings.filter(({ access }) => access === 'no-permission').map(({ scheme }) => MISSING[scheme]);
  return [...new Set(details)].map((detail) => ({ code: 'permission', detail }));
}

/** Files that other processes have locked whole, as serialport does with its ports: `major:minor:inode`. */
async function readFileLocks({ proc }: LinuxRoots): Promise<ReadonlySet<string>> {
  const lines = ((await readText(join(proc, 'locks'))) ?? '').split('\n');
  return new Set(
    lines.flatMap((line) => {
      const [, pid, inode] = /: FLOCK .* (\d+) ([0-9a-f]+:[0-9a-f]+:\d+) /.exec(line) ?? [];
      return inode === undefined || Number(pid) === process.pid ? [] : [inode];
    }),
  );
}

async function readOurLocks({ proc }: LinuxRoots): Promise<ReadonlySet<string>> {
  const sockets = (await readText(join(proc, 'net/unix'))) ?? '';
  return new Set(sockets.match(/(?<=@)zhanggui-device-[0-9a-f]{32}/g));
}

/** As `/proc/locks` writes it; the device number is taken apart as the C library does. */
async function inodeOf(path: string): Promise<string> {
  const facts = await stat(path, { bigint: true }).catch(() => null);
  if (facts === null) return 'none';
  const { dev, ino } = facts;
  const major = ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & ~0xfffn);
  const minor = (dev & 0xffn) | ((dev >> 12n) & ~0xffn);
  return `${hex(major)}:${hex(minor)}:${ino}`;
}

function hex(part: bigint): string {
  return part.toString(16).padStart(2, '0');
}
