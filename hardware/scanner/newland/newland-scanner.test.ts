import { expect, test } from 'vitest';
import type { DeviceConnection } from '../../simulators/device.ts';
import { createManualClock } from '../../simulators/manual-clock.ts';
import { createNewlandSimulator } from '../../simulators/scanners/newland-simulator.ts';
import { bytesOf, hexOf } from '../../testing/byte-pieces.ts';
import { scannerOn } from '../../testing/scanner-counter.ts';

const scan = (text: string) => ({ kind: 'scan', scan: { text, symbology: null } });

async function atCounter() {
  const clock = createManualClock();
  const simulator = createNewlandSimulator({ clock });
  return { clock, simulator, ...(await scannerOn({ clock, device: simulator, protocol: 'newland' })) };
}

test('opening says nothing to the scanner', async () => {
  const { clock, simulator, events } = await atCounter();
  await clock.advance(10_000);
  expect([events, simulator.commands]).toEqual([[{ kind: 'ready' }], []]);
});

test('the trigger reads what lies there, for now only, and the reply is no scan', async () => {
  const { clock, simulator, scanner, events, counted } = await atCounter();
  simulator.lay('6901234567892');
  expect(scanner.trigger(true)).toBe(true);
  await clock.advance(1000);
  expect(events.slice(1)).toEqual([scan('6901234567892')]);
  expect(simulator.commands).toEqual(['#SCNTRG1']);
  expect(simulator.stored.size).toBe(0);
  expect(counted).toEqual(['good', 'good']);
});

test('it has no command to beep', async () => {
  const { scanner } = await atCounter();
  expect([scanner.beep('good'), scanner.beep('error')]).toEqual([false, false]);
});

test('between commands it rests for 50 ms', async () => {
  const { clock, simulator, scanner } = await atCounter();
  for (const on of [true, false, true]) scanner.trigger(on);
  expect(simulator.commands).toEqual(['#SCNTRG1']);
  await clock.advance(49);
  expect(simulator.commands).toHaveLength(1);
  await clock.advance(1);
  expect(simulator.commands).toEqual(['#SCNTRG1', '#SCNTRG0']);
  await clock.advance(50);
  expect(simulator.commands).toEqual(['#SCNTRG1', '#SCNTRG0', '#SCNTRG1']);
});

test('no more than eight commands wait', async () => {
  const { scanner } = await atCounter();
  const taken = Array.from({ length: 12 }, () => scanner.trigger(true));
  expect(taken.filter(Boolean)).toHaveLength(9);
});

test('a refused command is counted, and so is one that stays without an answer for 5 seconds', async () => {
  const clock = createManualClock();
  const written: string[] = [];
  let send = (_bytes: Uint8Array): void => undefined;
  const device = {
    connect: (to: (bytes: Uint8Array) => void): DeviceConnection => {
      send = to;
      return { receive: (bytes) => void written.push(hexOf(bytes)), end: () => undefined };
    },
    powerCycle: () => undefined,
  };
  const { scanner, counted } = await scannerOn({ clock, device, protocol: 'newland' });
  scanner.trigger(true);
  await clock.advance(100);
  scanner.trigger(false);
  await clock.advance(100);
  // NAK to the first, then nothing.
  send(bytesOf('02 01 30 30 30 30 23 53 43 4E 54 52 47 31 15 3B 03'));
  await clock.advance(4899);
  expect(counted).toEqual(['refused']);
  await clock.advance(1);
  expect(counted).toEqual(['refused', 'silent']);
  expect(written).toEqual([
    '7E 01 30 30 30 30 23 53 43 4E 54 52 47 31 3B 03',
    '7E 01 30 30 30 30 23 53 43 4E 54 52 47 30 3B 03',
  ]);
});

test('half a reply is noise that ends with silence, and the next scan is good', async () => {
  const clock = createManualClock();
  let send = (_bytes: Uint8Array): void => undefined;
  const device = {
    connect: (to: (bytes: Uint8Array) => void): DeviceConnection => {
      send = to;
      return { receive: () => undefined, end: () => undefined };
    },
    powerCycle: () => undefined,
  };
  const { events, counted } = await scannerOn({ clock, device, protocol: 'newland' });
  send(bytesOf('02 01 30 30 30 30 23 53 43 4E'));
  await clock.advance(80);
  send(Buffer.from('690\r'));
  expect(events.slice(1)).toEqual([scan('690')]);
  expect(counted).toEqual(['malformed', 'good']);
});

test('after an outage in the middle of a command all begins anew', async () => {
  const { clock, simulator, scanner, events, unplug, plug } = await atCounter();
  simulator.lay('A');
  scanner.trigger(true);
  unplug();
  plug();
  await clock.advance(500);
  scanner.trigger(true);
  await clock.advance(1000);
  expect(events.map(({ kind }) => kind)).toEqual(['ready', 'lost', 'ready', 'scan']);
});
