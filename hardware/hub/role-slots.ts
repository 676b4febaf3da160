/** The three places of a counter, and their devices as others may use them. */
import type { CardReader } from '../card-reader/card-reader.ts';
import type { Clock } from '../link/clock.ts';
import type { PaperWidth, Printer } from '../printer/printer.ts';
import type { Scanner } from '../scanner/scanner.ts';
import type { LinkError } from '../transport/transport.ts';
import type { DeviceConfig, WiredRole } from './config.ts';
import { WIRED_ROLES } from './config.ts';
import { createDeviceSlot } from './device-slot.ts';
import type { DriverFactories } from './drivers.ts';
import type { HubEvent } from './events.ts';
import type { DeviceHealth } from './health.ts';

export interface DevicePorts {
  /** What was asked of a reader holds for the one that takes its place. */
  readonly reader: Pick<CardReader, 'wake' | 'rest' | 'reread'>;
  /** Both are false without a scanner, as for one that has no such command. */
  readonly scanner: Pick<Scanner, 'trigger' | 'beep'>;
  readonly printer: Pick<Printer, 'print' | 'status' | 'openDrawer'> & {
    /** Null where the counter has no printer. */
    readonly widthMm: () => PaperWidth | null;
  };
}

export interface RoleSlots {
  readonly ports: DevicePorts;
  /** Opens what these roles say; the driver that was there is stopped first. Calls must not overlap. */
  open(role: WiredRole, roles: DeviceConfig['roles']): Promise<void>;
  health(): DeviceHealth[];
  /** Tells again what is ready and what is lost. */
  retell(): void;
  close(): Promise<void>;
}

export interface RoleSlotsOptions {
  readonly drivers: DriverFactories;
  readonly clock: Clock;
  readonly now: () => number;
  readonly onEvent: (event: HubEvent) => void;
  readonly onHealth: (health: DeviceHealth) => void;
}

const NO_PRINTER: LinkError = { code: 'port-missing', detail: 'no printer is assigned' };

export function createRoleSlots({ drivers, onEvent, ...shared }: RoleSlotsOptions): RoleSlots {
  const reader = createDeviceSlot({
    ...shared,
    role: 'reader',
    open: drivers.reader,
    onEvent: (event) => onEvent({ role: 'reader', event }),
  });
  const scanner = createDeviceSlot({
    ...shared,
    role: 'scanner',
    open: drivers.scanner,
    onEvent: (event) => onEvent({ role: 'scanner', event }),
  });
  const printer = createDeviceSlot({
    ...shared,
    role: 'printer',
    open: drivers.printer,
    onEvent: (event) => onEvent({ role: 'printer', event }),
  });
  const slots = { reader, scanner, printer };
  const all = WIRED_ROLES.map((role) => slots[role]);
  let wants: 'wake' | 'rest' = 'rest';
  let widthMm: PaperWidth | null = null;

  function want(what: 'wake' | 'rest', how: keyof DevicePorts['reader']): void {
    wants = what;
    reader.driver()?.[how]();
  }

  return {
    ports: {
      reader: {
        wake: () => want('wake', 'wake'),
        rest: () => want('rest', 'rest'),
        reread: () => want('wake', 'reread'),
      },
      scanner: {
        trigger: (on) => scanner.driver()?.trigger(on) ?? false,
        beep: (sound) => scanner.driver()?.beep(sound) ?? false,
      },
      printer: {
        widthMm: () => widthMm,
        print: async (slip) => (await printer.driver()?.print(slip)) ?? notPrinted(),
        status: async () => (await printer.driver()?.status()) ?? { answers: false },
        openDrawer: async () => (await printer.driver()?.openDrawer()) ?? notPrinted(),
      },
    },
    open: async (role, roles) => {
      switch (role) {
        case 'reader':
          await reader.assign(roles.reader ?? null);
          want(wants, wants);
          return;
        case 'scanner':
          return scanner.assign(roles.scanner ?? null);
        case 'printer':
          widthMm = roles.printer?.widthMm ?? null;
          return printer.assign(roles.printer ?? null);
      }
    },
    health: () => all.map((slot) => slot.health()),
    retell: () => {
      for (const slot of all) slot.retell();
    },
    close: async () => {
      await Promise.all(all.map((slot) => slot.close()));
    },
  };
}

function notPrinted(): { kind: 'failed'; troubles: []; link: LinkError } {
  return { kind: 'failed', troubles: [], link: NO_PRINTER };
}
