import { expect, test } from 'vitest';
import type { DeviceConnection, SimulatedDevice } from '../simulators/device.ts';
import { createManualClock } from '../simulators/manual-clock.ts';
import { createMemoryWire } from '../simulators/memory-wire.ts';
import { createScannerSimulator } from '../simulators/scanner-simulator.ts';
import { createHoneywellSimulator } from '../simulators/scanners/honeywell-simulator.ts';
import { scannerOn } from '../testing/scanner-counter.ts';
import { createScanner, createStreamScannerOn } from './create-scanner.ts';
import type { ScannerEvent } from './scanner.ts';

const scan = (text: string, symbology: string | null = null) => ({ kind: 'scan', scan: { text, symbology } });

async function lines() {
  const clock = createManualClock();
  const simulator = createScannerSimulator({ clock });
  return { clock, simulator, ...(await scannerOn({ clock, device: simulator, protocol: 'lines' })) };
}

test('scans with and without a suffix are told, once each, and counted', async () => {
  const { clock, simulator, events, counted } = await lines();
  simulator.scan(']E06901234567892');
  await clock.advance(50);
  simulator.scan('134567890123456789', '');
  await clock.advance(60);
  expect(events).toHaveLength(2);
  await clock.advance(100);
  expect(events).toEqual([{ kind: 'ready' }, scan('6901234567892', ']E0'), scan('134567890123456789')]);
  expect(counted).toEqual(['good', 'good']);
});

test('a code that lies before the scanner is told once; that it is read is counted', async () => {
  const { clock, simulator, events, counted } = await lines();
  for (let time = 0; time < 3; time += 1) {
    simulator.scan('A');
    await clock.advance(1000);
  }
  expect(events.slice(1)).toEqual([scan('A')]);
  expect(counted).toEqual(['good', 'good', 'good']);
});

test('a scan that cannot be read asks for another, and says nothing of what it held', async () => {
  const { clock, simulator, events, counted } = await lines();
  simulator.scan(Uint8Array.of(0xff, 0xff));
  await clock.advance(100);
  simulator.scan('1'.repeat(7095));
  await clock.advance(1000);
  expect(events.slice(1)).toEqual([
    { kind: 'scan-refused', reason: 'not-text' },
    { kind: 'scan-refused', reason: 'too-long' },
  ]);
  expect(counted).toEqual(['malformed', 'too-long']);
});

test('half a scan from before an outage is not the beginning of the next one', async () => {
  const { clock, simulator, events, unplug, plug } = await lines();
  simulator.scan('half', '');
  unplug();
  plug();
  await clock.advance(500);
  simulator.scan('whole');
  await clock.advance(100);
  expect(events.slice(1)).toEqual([
    { kind: 'lost', reason: { code: 'lost', detail: 'unplugged' } },
    { kind: 'ready' },
    scan('whole'),
  ]);
});

test('after stop nothing is told or done, and it starts once', async () => {
  const { clock, simulator, scanner, events } = await lines();
  simulator.scan('late', '');
  await scanner.stop();
  await clock.advance(1000);
  expect(events).toEqual([{ kind: 'ready' }]);
  expect([scanner.trigger(true), scanner.beep('good')]).toEqual([false, false]);
  expect(() => scanner.start()).toThrow('a scanner starts once');
});

test('a scanner that only talks has no trigger and no beep', async () => {
  const { scanner } = await lines();
  expect([scanner.trigger(true), scanner.trigger(false), scanner.beep('good'), scanner.beep('error')]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('while nothing is plugged in, nothing can be triggered', async () => {
  const clock = createManualClock();
  const { scanner, unplug } = await scannerOn({
    clock,
    device: createHoneywellSimulator({ clock }),
    protocol: 'honeywell',
  });
  unplug();
  expect(scanner.trigger(true)).toBe(false);
});

test('a board that resets on opening is written to when it has settled, in order', async () => {
  const clock = createManualClock();
  const simulator = createHoneywellSimulator({ clock });
  const { scanner, events } = await scannerOn({ clock, device: simulator, protocol: 'honeywell', settleMs: 250 });
  expect(events).toEqual([{ kind: 'ready' }]);
  expect(scanner.trigger(true)).toBe(true);
  await clock.advance(249);
  expect(simulator.heard).toEqual([]);
  await clock.advance(1);
  expect(simulator.heard).toEqual(['REVINF', 'trigger-on']);
});

test('whoever is told may trigger or stop at once', async () => {
  const clock = createManualClock();
  const heard: string[] = [];
  let send = (_bytes: Uint8Array): void => undefined;
  const device: SimulatedDevice = {
    connect: (to): DeviceConnection => {
      send = to;
      return { receive: (bytes) => void heard.push(Buffer.from(bytes).toString('latin1')), end: () => undefined };
    },
    powerCycle: () => undefined,
  };
  const events: ScannerEvent[] = [];
  const scanner = createStreamScannerOn({
    transport: createMemoryWire({ device }),
    protocol: 'newland',
    clock,
    onEvent: (event) => {
      events.push(event);
      if (event.kind === 'ready') scanner.trigger(true);
      if (event.kind === 'scan') void scanner.stop();
    },
  });
  scanner.start();
  await clock.advance(0);
  send(Buffer.from('A\rB\r'));
  await clock.advance(10_000);
  expect(events).toEqual([{ kind: 'ready' }, scan('A')]);
  expect(heard).toEqual(['~\x010000#SCNTRG1;\x03']);
});

test.each([
  ['nonsense', undefined, 'device address refused'],
  ['tcp://127.0.0.1:1', 'hid-pos', 'hid-pos goes with hid:// addresses'],
  ['hid://0c2e:0b81', 'lines', 'hid-pos goes with hid:// addresses'],
] as const)('%s with %s is refused', (address, protocol, message) => {
  expect(() => createScanner({ address, protocol, onEvent: () => undefined })).toThrow(message);
});
