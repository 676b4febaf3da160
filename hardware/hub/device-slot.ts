/** The place of one device: owns its driver, knows its health, passes its words on. There is never a second driver. */
import type { Clock } from '../link/clock.ts';
import type { Meter } from '../link/meter.ts';
import type { WiredRole } from './config.ts';
import type { DeviceEvent } from './events.ts';
import type { DeviceHealth } from './health.ts';
import { createHealthBook } from './health-book.ts';

/** What every driver has in common. */
export interface Driver {
  start(): void;
  /** No event comes after this call. Resolves when the port is free. */
  stop(): Promise<void>;
}

/** What the slot gives to the driver that it opens. */
export interface Attachment<E> {
  readonly onEvent: (event: E) => void;
  readonly clock: Clock;
  readonly meter: Meter;
}

export interface DeviceSlot<Entry, D extends Driver> {
  /** Null where no device has been assigned. */
  driver(): D | null;
  /** Stops the driver that is there, then opens the next one. Calls must not overlap. */
  assign(entry: Entry | null): Promise<void>;
  /** Tells again whether the device is ready or lost, to someone who was not there. */
  retell(): void;
  health(): DeviceHealth;
  /** Like `assign(null)`, for good and without a word. */
  close(): Promise<void>;
}

export interface DeviceSlotOptions<E extends DeviceEvent, Entry, D extends Driver> {
  readonly role: WiredRole;
  readonly clock: Clock;
  readonly now: () => number;
  readonly open: (entry: Entry, attachment: Attachment<E>) => D;
  readonly onEvent: (event: E | UnassignedEvent) => void;
  readonly onHealth: (health: DeviceHealth) => void;
}

/** The device is lost to whoever used it, though nothing is wrong with it. */
const UNASSIGNED = { kind: 'lost', reason: { code: 'cancelled', detail: 'no longer assigned' } } as const;
export type UnassignedEvent = typeof UNASSIGNED;

export function createDeviceSlot<E extends DeviceEvent, Entry extends { readonly address: string }, D extends Driver>(
  options: DeviceSlotOptions<E, Entry, D>,
): DeviceSlot<Entry, D> {
  const { role, clock, now, open, onEvent, onHealth } = options;
  const book = createHealthBook({ role, clock, now, onChange: onHealth });
  let driver: D | null = null;
  let lastState: E | UnassignedEvent | null = null;

  function heard(event: E): void {
    book.heard(event);
    if (event.kind === 'ready' || event.kind === 'lost') lastState = event;
    onEvent(event);
  }

  async function stopDriver(): Promise<void> {
    const old = driver;
    driver = null;
    await old?.stop();
  }

  return {
    driver: () => driver,
    assign: async (entry) => {
      const wasReady = lastState?.kind === 'ready';
      await stopDriver();
      book.assigned(entry?.address ?? null);
      lastState = entry === null ? UNASSIGNED : null;
      if (wasReady) onEvent(UNASSIGNED);
      if (entry === null) return;
      driver = open(entry, { onEvent: heard, clock, meter: book.meter });
      driver.start();
    },
    retell: () => {
      if (lastState !== null) onEvent(lastState);
    },
    health: book.read,
    close: async () => {
      book.close();
      await stopDriver();
    },
  };
}
