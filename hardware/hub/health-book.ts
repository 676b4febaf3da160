/** Keeps one device's health from what its driver counts and tells. Its size does not depend on how much that is. */
import type { Clock } from '../link/clock.ts';
import type { DeviceIdentity, FaultKind, Meter } from '../link/meter.ts';
import type { LinkError } from '../transport/transport.ts';
import type { WiredRole } from './config.ts';
import type { DeviceEvent } from './events.ts';
import type { DeviceHealth } from './health.ts';
import { createThrottle } from './throttle.ts';

export interface HealthBook {
  /** For the driver. */
  readonly meter: Meter;
  /** Another device, or none: a new page. */
  assigned(address: string | null): void;
  heard(event: DeviceEvent): void;
  readonly read: () => DeviceHealth;
  /** No call of `onChange` comes after this. */
  close(): void;
}

export interface HealthBookOptions {
  readonly role: WiredRole;
  readonly clock: Clock;
  /** The instant, in ms. */
  readonly now: () => number;
  /** At once when the state changes, else at most once a second. */
  readonly onChange: (health: DeviceHealth) => void;
}

interface Page {
  readonly address: string | null;
  state: DeviceHealth['state'];
  since: number;
  reason: LinkError | null;
  lastGoodAt: number | null;
  readonly faults: Record<FaultKind, number>;
  losses: number;
  identity: Partial<DeviceIdentity>;
  printer: DeviceHealth['printer'];
}

const TELL_EVERY_MS = 1000;

export function createHealthBook({ role, clock, now, onChange }: HealthBookOptions): HealthBook {
  let page = newPage(null, now());
  const read = (): DeviceHealth => ({ role, ...page, faults: { ...page.faults } });
  const tell = createThrottle({ clock, everyMs: TELL_EVERY_MS, call: () => onChange(read()) });

  function enter(state: DeviceHealth['state'], reason: LinkError | null): void {
    Object.assign(page, { state, reason, since: now() });
    tell.now();
  }

  return {
    meter: {
      good: () => {
        page.lastGoodAt = now();
        tell.soon();
      },
      fault: (kind) => {
        page.faults[kind] += 1;
        tell.soon();
      },
      identity: (facts) => {
        page.identity = { ...page.identity, ...facts };
        tell.soon();
      },
    },
    assigned: (address) => {
      page = newPage(address, now());
      tell.now();
    },
    heard: (event) => {
      if ('status' in event) {
        page.printer = event.status;
        tell.soon();
      }
      if (event.kind === 'ready') enter('ready', null);
      if (event.kind !== 'lost') return;
      page.losses += 1;
      page.printer = null;
      enter('lost', event.reason);
    },
    read,
    close: () => tell.stop(),
  };
}

function newPage(address: string | null, since: number): Page {
  return {
    address,
    state: address === null ? 'none' : 'connecting',
    since,
    reason: null,
    lastGoodAt: null,
    faults: { 'bad-checksum': 0, silent: 0, noise: 0, refused: 0, malformed: 0, 'too-long': 0 },
    losses: 0,
    identity: {},
    printer: null,
  };
}
