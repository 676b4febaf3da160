/** What this machine is like, as far as devices are concerned. Reads, changes nothing; what cannot be read is null. */
import { readFile, stat, statfs } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeviceListing } from '../../discovery/found-device.ts';
import { listDevices } from '../../discovery/list.ts';
import { loadNodeHid, loadNodeUsb } from '../../transport/drivers.ts';
import type { Holder, Process } from './processes.ts';
import { holdersOf, readProcesses } from './processes.ts';

export interface Facts {
  readonly isLinux: boolean;
  readonly user: string;
  readonly isRoot: boolean;
  /** Names of the groups that this process has. */
  readonly groups: readonly string[];
  /** `missing`, `other` (an older one), or `installed`. */
  readonly udevRules: 'missing' | 'other' | 'installed';
  readonly processes: readonly Process[];
  readonly holders: readonly Holder[];
  /** Null: it loads. */
  readonly nodeHidFault: string | null;
  readonly nodeUsbFault: string | null;
  readonly listing: DeviceListing;
  readonly freeBytes: number;
  /** Instants, ms. No clock that is right is behind our own files. */
  readonly now: number;
  readonly programFrom: number;
}

export const UDEV_RULES = 'hardware/udev/70-zhanggui.rules';
const INSTALLED_RULES = '/etc/udev/rules.d/70-zhanggui.rules';
const root = fileURLToPath(new URL('../../..', import.meta.url));

export async function gatherFacts(now: number): Promise<Facts> {
  const [listing, processes, groups, udevRules, hid, usb, disk, program] = await Promise.all([
    listDevices(),
    readProcesses('/proc'),
    groupNames(),
    compareRules(),
    loadNodeHid(),
    loadNodeUsb(),
    statfs(root),
    stat(join(root, 'package.json')),
  ]);
  return {
    isLinux: process.platform === 'linux',
    user: userName(),
    isRoot: process.getuid?.() === 0,
    groups,
    udevRules,
    processes,
    holders: await holdersOf(
      listing.devices.map(({ path }) => path),
      processes,
    ),
    nodeHidFault: hid.ok ? null : hid.error.detail,
    nodeUsbFault: usb.ok ? null : usb.error.detail,
    listing,
    freeBytes: disk.bavail * disk.bsize,
    now,
    programFrom: program.mtimeMs,
  };
}

/** Where the user has no entry among the system's (as in a container), its number, which `usermod` and people know too. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
}

async function groupNames(): Promise<string[]> {
  const ids = new Set(process.getgroups?.() ?? []);
  const lines = (await readFile('/etc/group', 'utf8').catch(() => '')).split('\n');
  return lines.flatMap((line) => {
    const [name = '', , id = ''] = line.split(':');
    return ids.has(Number(id)) && id !== '' ? [name] : [];
  });
}

async function compareRules(): Promise<Facts['udevRules']> {
  const installed = await readFile(INSTALLED_RULES, 'utf8').catch((error: unknown) => {
    // Rules that this user may not read are not missing; that they are ours nobody can say.
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : '';
  });
  if (installed === null) return 'missing';
  return installed === (await readFile(join(root, UDEV_RULES), 'utf8')) ? 'installed' : 'other';
}
