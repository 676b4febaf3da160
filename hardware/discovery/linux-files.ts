/** Reading what the Linux kernel tells of devices in its file systems; absent and unreadable files are null. */
import { access, constants, readFile, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** Where those file systems are; tests bring their own. */
export interface LinuxRoots {
  readonly sys: string;
  readonly dev: string;
  readonly proc: string;
  /** Whether this user may open a path for reading and writing. */
  readonly mayOpen: (path: string) => Promise<boolean>;
}

export const LINUX_ROOTS: LinuxRoots = {
  sys: '/sys',
  dev: '/dev',
  proc: '/proc',
  mayOpen: (path) =>
    access(path, constants.R_OK | constants.W_OK).then(
      () => true,
      () => false,
    ),
};

/** Text of an attribute without the spaces around it; null also for an empty one. */
export async function readText(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim() === '' ? null : text.trim();
}

export async function readBytes(path: string): Promise<Uint8Array | null> {
  return readFile(path).catch(() => null);
}

/** In the order of their numbers, so that every listing is the same; null if there is no such folder. */
export async function namesIn(folder: string): Promise<string[] | null> {
  const names = await readdir(folder).catch(() => null);
  return names?.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })) ?? null;
}

export async function whereLeads(link: string): Promise<string | null> {
  return realpath(link).catch(() => null);
}

/** `KEY=value` lines of a `uevent` file. */
export async function readUevent(folder: string): Promise<ReadonlyMap<string, string>> {
  const text = (await readText(join(folder, 'uevent'))) ?? '';
  const pairs = text.split('\n').map((line): [string, string] => {
    const [key = '', ...value] = line.split('=');
    return [key, value.join('=').trim()];
  });
  return new Map(pairs);
}
