/** The whole driver on the whole simulator, in memory and with the clock turned by hand. */
import type { CardReaderEvent } from '../card-reader/events.ts';
import { createCardReaderOn } from '../card-reader/card-reader.ts';
import type { DeviceIdentity, Meter } from '../link/meter.ts';
import type { ReaderSimulatorOptions } from '../simulators/card-reader-simulator.ts';
import { createReaderSimulator } from '../simulators/card-reader-simulator.ts';
import { createManualClock } from '../simulators/manual-clock.ts';
import type { MemoryWireOptions } from '../simulators/memory-wire.ts';
import { createMemoryWire } from '../simulators/memory-wire.ts';
import { createRecorder } from './recorder.ts';

export const SAM_ID = '05.03-20160427-0001234567-0087654321';

export function counter(options: Omit<ReaderSimulatorOptions, 'clock'> & Omit<MemoryWireOptions, 'device'> = {}) {
  const clock = createManualClock();
  const simulator = createReaderSimulator({ ...options, clock });
  const wire = createMemoryWire({ ...options, device: simulator });
  const recorder = createRecorder<CardReaderEvent>();
  const marks: string[] = [];
  const identities: Partial<DeviceIdentity>[] = [];
  const meter: Meter = {
    good: () => marks.push('good'),
    fault: (kind) => marks.push(kind),
    identity: (facts) => identities.push(facts),
  };
  const reader = createCardReaderOn({ transport: wire, clock, meter, onEvent: recorder.record });
  return { clock, simulator, wire, reader, events: recorder.events, kinds: recorder.kinds, marks, identities };
}

/** Ready, woken, and nothing told yet. */
export async function awake(options: Parameters<typeof counter>[0] = {}) {
  const all = counter(options);
  all.reader.start();
  all.reader.wake();
  await all.clock.advance(1000);
  all.events.length = 0;
  return all;
}
