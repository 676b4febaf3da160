/** `zhanggui status ADDRESS`: how a device is, as its own driver sees it. */
import type { CliMessages } from '#shared/messages/cli.ts';
import type { DeviceSlot, Driver } from '../hub/device-slot.ts';
import { createDeviceSlot } from '../hub/device-slot.ts';
import { realDrivers } from '../hub/drivers.ts';
import type { DeviceEvent } from '../hub/events.ts';
import type { DeviceHealth } from '../hub/health.ts';
import { noTimer } from '../link/clock.ts';
import type { Context } from './context.ts';
import { until } from './context.ts';
import type { Outcome } from './outcome.ts';
import { done, fail, failLink } from './outcome.ts';
import type { FoundThere } from '../probe/probe.ts';
import { findOut } from './probe.ts';

const LIMIT_MS = 30_000;
/** A scanner is ready as soon as its port is open; what it says of itself comes later, if at all. */
const SCANNER_SPEAKS_MS = 1500;

export async function showStatus(context: Context, address: string): Promise<Outcome> {
  const there = await findOut(context, address);
  if ('ok' in there) return there;
  const { found } = there;
  if (found.kind === 'foreign-reader') return fail('not-supported', found.dialect);
  const { out, words, clock, timeoutMs } = context;
  return until(context, { limitMs: timeoutMs ?? LIMIT_MS }, (settle) => {
    let cancelListening = noTimer;
    const slot = openSlot(context, found, there.address, (event) => {
      if (event.kind === 'lost') settle(failLink(event.reason));
      if (event.kind !== 'ready') return;
      cancelListening = clock.after(found.kind === 'scanner' ? SCANNER_SPEAKS_MS : 0, () => {
        const health = slot.health();
        const identity = { ...found.identity, ...health.identity };
        const { role, ...facts } = { ...health, identity };
        out.tell({ event: 'status', kind: role, ...facts }, linesOf(facts, role, words));
        settle(done);
      });
    });
    return {
      stop: () => {
        cancelListening();
        return slot.close();
      },
    };
  });
}

type Closable = Pick<DeviceSlot<never, Driver>, 'health' | 'close'>;

function openSlot(
  context: Context,
  found: Exclude<FoundThere, { kind: 'foreign-reader' }>,
  address: string,
  onEvent: (event: DeviceEvent) => void,
): Closable {
  const { clock, now } = context;
  const shared = { clock, now, onEvent, onHealth: () => undefined };
  switch (found.kind) {
    case 'reader': {
      const slot = createDeviceSlot({ ...shared, role: 'reader', open: realDrivers.reader });
      void slot.assign({ address });
      return slot;
    }
    case 'scanner': {
      const slot = createDeviceSlot({ ...shared, role: 'scanner', open: realDrivers.scanner });
      void slot.assign({ address, protocol: found.protocol });
      return slot;
    }
    case 'printer': {
      const slot = createDeviceSlot({ ...shared, role: 'printer', open: realDrivers.printer });
      void slot.assign({ address, widthMm: 80 });
      return slot;
    }
  }
}

function linesOf(health: Omit<DeviceHealth, 'role'>, role: DeviceHealth['role'], words: CliMessages): string[] {
  const { status, troubles, probe } = words;
  const { samId, model, firmware } = health.identity;
  const faults = Object.entries(health.faults).filter(([, count]) => count > 0);
  const counted = faults.map(([kind, count]) => `${kind} ${count}`).join(', ');
  return [
    `${words.roles[role]}: ${status.states[health.state]}`,
    ...(samId === undefined ? [] : [probe.samId(samId)]),
    ...[model, firmware].flatMap((text) => (text === undefined ? [] : [probe.firmware(text)])),
    ...(health.printer === null ? [] : printerLines(health.printer)),
    counted === '' ? status.noFaults : status.faults(counted),
  ];

  function printerLines(printer: NonNullable<DeviceHealth['printer']>): string[] {
    if (!printer.answers) return [status.mute];
    return printer.troubles.length === 0 ? [status.well] : printer.troubles.map((trouble) => troubles[trouble]);
  }
}
