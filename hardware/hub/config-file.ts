/** The file that holds the roles: read once, written whole or not at all, never thrown away. */
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { DeviceConfig } from './config.ts';
import { NO_DEVICES, deviceConfigSchema } from './config.ts';

export type ConfigProblem =
  /** It holds no configuration; a copy is kept at `keptAs`, since the next assignment replaces the file. */
  | { readonly code: 'config-damaged'; readonly keptAs: string }
  /** It is there and cannot be read (or the damaged one not be kept); nothing is assigned until it can. */
  | { readonly code: 'config-unreadable'; readonly detail: string };

export type ConfigReading =
  { readonly ok: true; readonly config: DeviceConfig } | { readonly ok: false; readonly problem: ConfigProblem };

/** A file that does not exist means a counter without devices. */
export async function readDeviceConfig(file: string): Promise<ConfigReading> {
  try {
    const text = await readFile(file, 'utf8');
    const parsed = deviceConfigSchema.safeParse(jsonOrNull(text));
    if (parsed.success) return { ok: true, config: parsed.data };
    const keptAs = `${file}.damaged`;
    await copyFile(file, keptAs);
    return { ok: false, problem: { code: 'config-damaged', keptAs } };
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return { ok: true, config: NO_DEVICES };
    return { ok: false, problem: { code: 'config-unreadable', detail: code } };
  }
}

/** The system's code of what went wrong, or null. Whatever happens, the file is the old one or the new one. */
export async function writeDeviceConfig(file: string, config: DeviceConfig): Promise<string | null> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFileAtomic(file, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
    return null;
  } catch (error) {
    return systemCode(error);
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Rethrows what the system has no code for: that is our mistake. */
function systemCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
