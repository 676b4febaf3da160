/** A scanner driver on a wire in memory, with its clock, and what it tells and counts. */
import type { DeviceIdentity, Meter } from '../link/meter.ts';
import { createHidPosScannerOn, createStreamScannerOn } from '../scanner/create-scanner.ts';
import type { StreamProtocol } from '../scanner/create-scanner.ts';
import type { Scanner, ScannerEvent } from '../scanner/scanner.ts';
import type { SimulatedDevice } from '../simulators/device.ts';
import type { ManualClock } from '../simulators/manual-clock.ts';
import { createMemoryHidWire } from '../simulators/memory-hid-wire.ts';
import { createMemoryWire } from '../simulators/memory-wire.ts';
import type { SimulatedHidDevice } from '../simulators/uhid-device.ts';
import { createRecorder } from './recorder.ts';

export interface ScannerCounter {
  readonly scanner: Scanner;
  readonly events: readonly ScannerEvent[];
  /** `good` and faults, in order. */
  readonly counted: readonly string[];
  readonly identity: Partial<DeviceIdentity>;
  readonly unplug: () => void;
  readonly plug: () => void;
}

/** The link is open when it resolves. */
export async function scannerOn(options: {
  readonly clock: ManualClock;
  readonly device: SimulatedDevice;
  readonly protocol: StreamProtocol;
  /** Rest that the board needs after the opening. */
  readonly settleMs?: number;
}): Promise<ScannerCounter> {
  const { clock, device, protocol, settleMs = 0 } = options;
  const wire = createMemoryWire({ device });
  const log = createLog();
  const transport = { ...wire, settleMs };
  const scanner = createStreamScannerOn({ transport, protocol, onEvent: log.onEvent, clock, meter: log.meter });
  return started({ scanner, clock, wire, log });
}

export async function hidPosScannerOn(options: {
  readonly clock: ManualClock;
  readonly device: SimulatedHidDevice;
  readonly showsDescriptor?: boolean;
  readonly vendorId?: string;
}): Promise<ScannerCounter> {
  const { clock, device, showsDescriptor = true, vendorId = null } = options;
  const wire = createMemoryHidWire(device, { showsDescriptor });
  const log = createLog();
  const scanner = createHidPosScannerOn({ transport: wire, vendorId, onEvent: log.onEvent, clock, meter: log.meter });
  return started({ scanner, clock, wire, log });
}

function createLog() {
  const recorder = createRecorder<ScannerEvent>();
  const counted: string[] = [];
  const identity: Record<string, unknown> = {};
  const meter: Meter = {
    good: () => void counted.push('good'),
    fault: (kind) => void counted.push(kind),
    identity: (facts) => void Object.assign(identity, facts),
  };
  return { onEvent: recorder.record, events: recorder.events, counted, identity, meter };
}

async function started({
  scanner,
  clock,
  wire,
  log,
}: {
  readonly scanner: Scanner;
  readonly clock: ManualClock;
  readonly wire: { readonly plug: () => void; readonly unplug: () => void };
  readonly log: ReturnType<typeof createLog>;
}): Promise<ScannerCounter> {
  scanner.start();
  await clock.advance(0);
  const { events, counted, identity } = log;
  return { scanner, events, counted, identity, unplug: wire.unplug, plug: wire.plug };
}
