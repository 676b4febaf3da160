// Which device does what at this machine's counter: the simulators at first, real ones where they were given or
// assigned. What the technician or a variable has chosen stays; only what pointed at a simulator follows its port.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readDeviceConfig, writeDeviceConfig } from '#hardware/hub/config-file.ts';
import { deviceConfigSchema, WIRED_ROLES, type DeviceConfig, type WiredRole } from '#hardware/hub/config.ts';
import { diskFullLine, hasCode, Problem } from '../problem.ts';
import type { StartConfig } from './config.ts';

export interface CounterDevices {
  /** What the agent reads and writes. */
  readonly file: string;
  /** By role; null where the counter goes without. */
  readonly addresses: Readonly<Record<WiredRole, string | null>>;
  /** Whether one of them is simulated. */
  readonly simulated: boolean;
}

type Addresses = Readonly<Record<WiredRole, string>>;
const addressesSchema = z.object({ reader: z.string(), scanner: z.string(), printer: z.string() });

/** Reads the devices file of `terminalDir`, makes it where there is none, and writes into it what this start was told. */
export async function prepareDevices(terminalDir: string, config: StartConfig): Promise<CounterDevices> {
  const file = join(terminalDir, 'devices.json');
  const note = join(terminalDir, 'simulated-devices.json');
  const simulators = simulatorsOf(config);
  const before = await lastSimulators(note);
  const reading = await readDeviceConfig(file);
  // The agent says so, too, and goes on without devices; whatever is wrong with the file, it is not ours to replace.
  if (!reading.ok) return { file, addresses: { reader: null, scanner: null, printer: null }, simulated: true };
  const roles = nextRoles(reading.config.roles, { given: config.devices, simulators, before });
  await keep(file, { version: 1, roles });
  await writeFile(note, `${JSON.stringify(simulators)}\n`);
  const [reader, scanner, printer] = WIRED_ROLES.map((role) => roles[role]?.address ?? null);
  const addresses = { reader: reader ?? null, scanner: scanner ?? null, printer: printer ?? null };
  return { file, addresses, simulated: WIRED_ROLES.some((role) => addresses[role] === simulators[role]) };
}

function simulatorsOf(config: StartConfig): Addresses {
  const at = (port: number): string => `tcp://127.0.0.1:${port}`;
  return { reader: at(config.readerPort), scanner: at(config.scannerPort), printer: at(config.printerPort) };
}

/** Where the simulators were at the last start; null before the first. */
async function lastSimulators(note: string): Promise<Addresses | null> {
  const text = await readFile(note, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  });
  const parsed = addressesSchema.safeParse(text === null ? null : jsonOrNull(text));
  return parsed.success ? parsed.data : null;
}

interface Choice {
  readonly given: Readonly<Partial<Record<WiredRole, string | undefined>>>;
  readonly simulators: Addresses;
  readonly before: Addresses | null;
}

/** Pure: which devices a start works with, from those that were there. */
export function nextRoles(roles: DeviceConfig['roles'], choice: Choice): DeviceConfig['roles'] {
  const addressFor = (role: WiredRole): string | undefined => {
    const old = roles[role]?.address;
    const isSimulated = choice.before === null ? old === undefined : old === choice.before[role];
    return choice.given[role] ?? (isSimulated ? choice.simulators[role] : old);
  };
  const [reader, scanner, printer] = [addressFor('reader'), addressFor('scanner'), addressFor('printer')];
  return {
    ...roles,
    ...(reader !== undefined && { reader: { address: reader } }),
    ...(scanner !== undefined && { scanner: { ...protocolOf(roles, scanner), address: scanner } }),
    ...(printer !== undefined && { printer: { widthMm: roles.printer?.widthMm ?? 80, address: printer } }),
  };
}

/** What a scanner speaks is known of that scanner only. */
function protocolOf(
  { scanner }: DeviceConfig['roles'],
  address: string,
): Pick<NonNullable<typeof scanner>, 'protocol'> {
  return scanner?.protocol !== undefined && scanner.address === address ? { protocol: scanner.protocol } : {};
}

async function keep(file: string, config: DeviceConfig): Promise<void> {
  const failure = await writeDeviceConfig(file, deviceConfigSchema.parse(config));
  if (failure === null) return;
  if (failure === 'ENOSPC' || failure === 'EDQUOT') throw new Problem(diskFullLine(file));
  throw new Problem(`${file} cannot be written (${failure}): let this user write in its folder.`);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
