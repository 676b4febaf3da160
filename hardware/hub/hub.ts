/**
 * The device hub: one owner of every device at the counter. It knows which device has which role, opens the drivers,
 * and hands their events to whoever is at work: the session, or the technician's wizard.
 */
import type { Clock } from '../link/clock.ts';
import { systemClock } from '../link/clock.ts';
import type { ConfigProblem } from './config-file.ts';
import { readDeviceConfig, writeDeviceConfig } from './config-file.ts';
import type { DeviceConfig, Role } from './config.ts';
import { NO_DEVICES, WIRED_ROLES, deviceConfigSchema } from './config.ts';
import type { DriverFactories, RoleEntry } from './drivers.ts';
import { realDrivers } from './drivers.ts';
import type { HubEvent } from './events.ts';
import type { DeviceHealth } from './health.ts';
import { createTurns } from './in-turn.ts';
import type { DevicePorts } from './role-slots.ts';
import { createRoleSlots } from './role-slots.ts';
import { isSameDevice } from './same-device.ts';

export type EventSink = (event: HubEvent) => void;

/** `address-taken`: `detail` is the role that has the device. `not-written`: `detail` is the system's code. */
export type AssignRefusal = 'bad-entry' | 'address-taken' | 'not-written' | 'config-unreadable' | 'stopped';
export type AssignOutcome =
  { readonly ok: true } | { readonly ok: false; readonly code: AssignRefusal; readonly detail: string };

export interface DeviceHub extends DevicePorts {
  /** Reads the configuration and opens what it names. Once only. Answers what is wrong with the file, if anything. */
  start(): Promise<ConfigProblem | null>;
  /** No event comes after this call. Resolves when every port is free. */
  stop(): Promise<void>;
  config(): DeviceConfig;
  /** Gives a role to a device, or takes it away; kept in the file before anything is opened. One at a time. */
  assign<R extends Role>(role: R, entry: RoleEntry<R> | null): Promise<AssignOutcome>;
  /** From now on events go here. What is ready or lost is told again at once, to the new one. */
  tellTo(sink: EventSink): void;
  health(): DeviceHealth[];
  /** One device at a time: at once when its state changes, else at most once a second. The result ends it. */
  watchHealth(listener: (health: DeviceHealth) => void): () => void;
}

export interface DeviceHubOptions {
  readonly configFile: string;
  readonly onEvent: EventSink;
  readonly clock?: Clock;
  /** The instant, in ms. */
  readonly now?: () => number;
  readonly drivers?: DriverFactories;
}

export function createDeviceHub(options: DeviceHubOptions): DeviceHub {
  const { configFile, clock = systemClock, now = Date.now, drivers = realDrivers } = options;
  const watchers = new Set<(health: DeviceHealth) => void>();
  // Roles share one file and must not share a device, so that changes of different roles wait for each other, too.
  const inTurn = createTurns();
  let sink = options.onEvent;
  let config = NO_DEVICES;
  let problem: ConfigProblem | null = null;
  let life: 'new' | 'running' | 'stopped' = 'new';
  const slots = createRoleSlots({
    drivers,
    clock,
    now,
    onEvent: (event) => {
      if (life === 'running') sink(event);
    },
    onHealth: (health) => {
      for (const watcher of watchers) watcher(health);
    },
  });

  async function start(): Promise<ConfigProblem | null> {
    const reading = await readDeviceConfig(configFile);
    if (!reading.ok) problem = reading.problem;
    else config = reading.config;
    for (const role of WIRED_ROLES) {
      if (config.roles[role] !== undefined) await slots.open(role, config.roles);
    }
    return problem;
  }

  async function assign<R extends Role>(role: R, entry: RoleEntry<R> | null): Promise<AssignOutcome> {
    if (life !== 'running') return refuse('stopped');
    if (problem?.code === 'config-unreadable') return refuse('config-unreadable', problem.detail);
    const wanted = deviceConfigSchema.safeParse({ ...config, roles: { ...config.roles, [role]: entry ?? undefined } });
    if (!wanted.success) return refuse('bad-entry', wanted.error.issues[0]?.path.join('.'));
    const holder = await holderOf(wanted.data, role);
    if (holder !== null) return refuse('address-taken', holder);
    const failure = await writeDeviceConfig(configFile, wanted.data);
    if (failure !== null) return refuse('not-written', failure);
    config = wanted.data;
    problem = null;
    if (role !== 'camera') await slots.open(role, config.roles);
    return { ok: true };
  }

  return {
    ...slots.ports,
    start: () => {
      if (life !== 'new') throw new Error('a hub starts once');
      life = 'running';
      return inTurn(start);
    },
    stop: () => {
      life = 'stopped';
      return inTurn(() => slots.close());
    },
    config: () => config,
    assign: (role, entry) => inTurn(() => assign(role, entry)),
    tellTo: (next) => {
      sink = next;
      slots.retell();
    },
    health: () => slots.health(),
    watchHealth: (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
  };
}

function refuse(code: AssignRefusal, detail = ''): AssignOutcome {
  return { ok: false, code, detail };
}

/** The other role whose device this one would take away, if there is one. */
async function holderOf({ roles }: DeviceConfig, role: Role): Promise<string | null> {
  const wanted = role === 'camera' ? undefined : roles[role]?.address;
  if (wanted === undefined) return null;
  for (const other of WIRED_ROLES) {
    const held = other === role ? undefined : roles[other]?.address;
    if (held !== undefined && (await isSameDevice(held, wanted))) return other;
  }
  return null;
}
