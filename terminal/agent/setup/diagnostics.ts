import { arch, freemem, platform, release, totalmem, uptime } from 'node:os';
import type { BlindSpot, DeviceHealth } from '#hardware/index.ts';
import type { SetupPorts } from './ports.ts';
import type { SetupCheck, SetupDevice } from './snapshot.ts';
import type { SetupState } from './state.ts';

/**
 * What support needs to know about a counter that is ill, in one JSON file. It is made of the wizard's own facts and of
 * the log, neither of which ever holds a person's data, an order or an amount.
 */
export interface Diagnostics {
  readonly madeAt: string;
  readonly version: string;
  readonly terminal: { readonly id: string; readonly label: string } | null;
  readonly machine: {
    readonly platform: string;
    readonly node: string;
    readonly upHours: number;
    readonly agentUpHours: number;
    readonly memoryMb: { readonly total: number; readonly free: number; readonly agent: number };
  };
  readonly health: readonly DeviceHealth[];
  readonly devices: readonly SetupDevice[];
  readonly blind: readonly BlindSpot[];
  readonly checks: readonly SetupCheck[];
  /** Items in the vault that the server does not have yet. */
  readonly waiting: number;
  readonly log: readonly string[];
}

const MB = 1e6;
const HOUR_S = 3_600;

export function machineFacts(): Diagnostics['machine'] {
  const hours = (seconds: number): number => Math.round((seconds / HOUR_S) * 10) / 10;
  const mb = (bytes: number): number => Math.round(bytes / MB);
  return {
    platform: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    upHours: hours(uptime()),
    agentUpHours: hours(process.uptime()),
    memoryMb: { total: mb(totalmem()), free: mb(freemem()), agent: mb(process.memoryUsage().rss) },
  };
}

export function diagnose(ports: SetupPorts, { devices, blind, checks }: SetupState): Diagnostics {
  const profile = ports.profile();
  return {
    madeAt: new Date(ports.clock.now()).toISOString(),
    version: ports.version,
    terminal: profile && { id: profile.terminalId, label: profile.label },
    machine: ports.machine.facts(),
    health: ports.devices.health(),
    devices,
    blind,
    checks,
    waiting: ports.waiting(),
    log: ports.recentLog(),
  };
}
