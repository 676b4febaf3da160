import type { Clock } from '../../link/clock.ts';
import { createHidPosScannerOn, createStreamScannerOn } from '../../scanner/create-scanner.ts';
import type { StreamProtocol } from '../../scanner/create-scanner.ts';
import type { Scanner } from '../../scanner/scanner.ts';
import type { SimulatedDevice } from '../../simulators/device.ts';
import { createMemoryHidWire } from '../../simulators/memory-hid-wire.ts';
import { createPosScannerSimulator } from '../../simulators/uhid-pos-scanner.ts';
import type { TurnedClock } from '../turned-clock.ts';
import type { Rig } from './under-fire.ts';
import { createNewsCount, fireWireOn } from './under-fire.ts';

export function streamScannerRig(
  protocol: StreamProtocol,
  simulate: (clock: Clock) => SimulatedDevice,
): (clock: TurnedClock) => Rig {
  return (clock) => {
    const { transport, ...wire } = fireWireOn(simulate(clock));
    const { note, takeNews } = createNewsCount();
    const scanner = createStreamScannerOn({ transport, protocol, onEvent: note, clock });
    scanner.start();
    return { ...wire, takeNews, whims: wishesTo(scanner) };
  };
}

export function hidPosScannerRig(clock: TurnedClock): Rig {
  const identity = { name: 'Scanner', serialNumber: '1', vendorId: 0x0c2e, productId: 0x0b61 };
  const simulator = createPosScannerSimulator({ layout: 'honeywell', identity });
  let say = (_report: Uint8Array): void => undefined;
  const wire = createMemoryHidWire({
    ...simulator,
    connect: (send) => {
      say = send;
      return simulator.connect(send);
    },
  });
  const { note, takeNews } = createNewsCount();
  const scanner = createHidPosScannerOn({ transport: wire, vendorId: null, onEvent: note, clock });
  scanner.start();
  const setPlug = (isIn: boolean): void => (isIn ? wire.plug() : wire.unplug());
  return { say: (report) => say(report), setPlug, takeNews, whims: wishesTo(scanner) };
}

function wishesTo(scanner: Scanner): Rig['whims'] {
  const wishes = [
    () => void scanner.trigger(true),
    () => void scanner.trigger(false),
    () => void scanner.beep('good'),
    () => void scanner.beep('error'),
  ];
  return [...wishes, ...wishes, ...wishes, ...wishes];
}
