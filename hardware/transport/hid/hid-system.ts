/** What the system and node-hid do for a HID device; tests bring their own. */
import { access, constants, readFile, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { loadNodeHid } from '../drivers.ts';
import { openErrorCode, systemCode } from '../open-errors.ts';
import type { LinkError, LinkErrorCode } from '../transport.ts';

/** What is used of node-hid's `HIDAsync`. */
export interface HidDevice {
  on(event: 'error' | 'data', listener: (told: unknown) => void): unknown;
  write(report: Buffer): Promise<unknown>;
  sendFeatureReport(report: Buffer): Promise<unknown>;
  close(): Promise<void>;
}

export type OpenedHid =
  { readonly ok: true; readonly device: HidDevice } | { readonly ok: false; readonly error: LinkError };

export interface HidSystem {
  /** The device's own name, where `path` may be a link to it. */
  nameOf(path: string): Promise<string>;
  /** Never rejects. */
  open(path: string): Promise<OpenedHid>;
  readDescriptor(path: string): Promise<Uint8Array | null>;
}

const hasDeviceFiles = process.platform === 'linux';

export const hidSystem: HidSystem = {
  nameOf: (path) => realpath(path).catch(() => path),
  open: async (path) => {
    const problem = hasDeviceFiles ? await accessProblem(path) : null;
    if (problem !== null) return { ok: false, error: problem };
    const loaded = await loadNodeHid();
    if (!loaded.ok) return loaded;
    try {
      return { ok: true, device: await loaded.driver.HIDAsync.open(path) };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return { ok: false, error: { code: openErrorCode(detail), detail } };
    }
  },
  readDescriptor: (path) => {
    const file = `/sys/class/hidraw/${basename(path)}/device/report_descriptor`;
    return hasDeviceFiles ? readFile(file).catch(() => null) : Promise.resolve(null);
  },
};

const ACCESS_CODES: Readonly<Record<string, LinkErrorCode>> = {
  ENOENT: 'port-missing',
  EACCES: 'permission',
  EPERM: 'permission',
};

/** node-hid says only that it could not open; the reason is asked of the system. */
async function accessProblem(path: string): Promise<LinkError | null> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return null;
  } catch (error) {
    const system = systemCode(error);
    return { code: ACCESS_CODES[system] ?? 'failed', detail: `${path} ${system}` };
  }
}
