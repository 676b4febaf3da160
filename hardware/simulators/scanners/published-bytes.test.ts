/** The simulators' bytes against the published ones (protocols 2.3 to 2.5): they must not be wrong together with the drivers. */
import { expect, test } from 'vitest';
import { bytesOf, hexOf } from '../../testing/byte-pieces.ts';
import type { SimulatedDevice } from '../device.ts';
import { createManualClock } from '../manual-clock.ts';
import { createHoneywellSimulator } from './honeywell-simulator.ts';
import { createNewlandSimulator } from './newland-simulator.ts';
import { createSsiSimulator } from './ssi-simulator.ts';

function listenTo(device: SimulatedDevice, clock: ReturnType<typeof createManualClock>) {
  let heard: Uint8Array[] = [];
  const connection = device.connect((bytes) => heard.push(bytes));
  return {
    say: (hex: string) => connection.receive(bytesOf(hex)),
    /** All that came until then. */
    heardAfter: async (ms: number): Promise<string> => {
      await clock.advance(ms);
      const hex = hexOf(Buffer.concat(heard));
      heard = [];
      return hex;
    },
  };
}

test('Newland: the published command gets the published reply', async () => {
  const clock = createManualClock();
  const simulator = createNewlandSimulator({ clock });
  const wire = listenTo(simulator, clock);
  wire.say('7E 01 30 30 30 30 40 43 31 31 45 4E 41 31 2C 4D 49');
  wire.say('4E 31 32 2C 4D 41 58 32 32 3B 03');
  expect(await wire.heardAfter(500)).toBe(
    '02 01 30 30 30 30 40 43 31 31 45 4E 41 31 06 2C 4D 49 4E 31 32 06 2C 4D 41 58 32 32 06 3B 03',
  );
  expect([...simulator.stored]).toEqual([
    ['C11ENA', '1'],
    ['C11MIN', '12'],
    ['C11MAX', '22'],
  ]);
});

test('Newland: a value out of range is NAK, an unknown command ENQ, a query its value', async () => {
  const clock = createManualClock();
  const wire = listenTo(createNewlandSimulator({ clock }), clock);
  const head = '7E 01 30 30 30 30 23';
  wire.say(`${head} 47 52 42 45 4E 41 37 3B 03`);
  expect(await wire.heardAfter(500)).toBe('02 01 30 30 30 30 23 47 52 42 45 4E 41 37 15 3B 03');
  wire.say(`${head} 58 58 58 58 58 58 31 3B 03`);
  expect(await wire.heardAfter(500)).toBe('02 01 30 30 30 30 23 58 58 58 58 58 58 31 05 3B 03');
  wire.say(`${head} 53 43 4E 4D 4F 44 2A 3B 03`);
  expect(await wire.heardAfter(500)).toBe('02 01 30 30 30 30 23 53 43 4E 4D 4F 44 30 06 3B 03');
});

test('Honeywell: trigger, stop, beep and menu are told apart; a menu command comes back with its status', async () => {
  const clock = createManualClock();
  const simulator = createHoneywellSimulator({ clock });
  const wire = listenTo(simulator, clock);
  for (const command of ['16 54 0D 16 55', '0D', '16 07 0D', '16 4D 0D 58 58 58 58 58 58 2E']) wire.say(command);
  expect(await wire.heardAfter(500)).toBe('58 58 58 58 58 58 05 2E');
  expect(simulator.heard).toEqual(['trigger-on', 'trigger-off', 'beep', 'XXXXXX']);
  wire.say('16 4D 0D 52 45 56 49 4E 46 2E');
  expect(await wire.heardAfter(500)).toMatch(/^50 72 6F 64 75 63 74 .* 0D 0A 52 45 56 49 4E 46 06 2E$/);
});

test('Honeywell: a scan with metadata is laid out as published', async () => {
  const clock = createManualClock();
  const simulator = createHoneywellSimulator({ clock, hasMetadata: true });
  const wire = listenTo(simulator, clock);
  simulator.scan('12', { symbology: ']E0' });
  expect(await wire.heardAfter(500)).toBe('16 FE 11 00 00 00 0D 4D 53 47 47 45 54 30 30 30 33 64 45 30 1D 31 32 0D');
});

test('SSI: the published scan, sent again with bit 0 until it is acknowledged, three times at most', async () => {
  const clock = createManualClock();
  const simulator = createSsiSimulator({ clock, isPacketed: true });
  const wire = listenTo(simulator, clock);
  const published = '12 F3 00 00 0B 36 39 30 31 32 33 34 35 36 37 38 39 32 FC 42';
  const again = '12 F3 00 01 0B 36 39 30 31 32 33 34 35 36 37 38 39 32 FC 41';
  simulator.scan('6901234567892', { symbology: ']E0' });
  expect(await wire.heardAfter(1999)).toBe(published);
  expect(await wire.heardAfter(1000)).toBe(again);
  wire.say('05 D1 04 00 01 FF 25');
  expect(await wire.heardAfter(1000)).toBe(again);
  expect(await wire.heardAfter(10_000)).toBe('');
  simulator.scan('6901234567892', { symbology: ']E0' });
  expect(await wire.heardAfter(100)).toBe(published);
  wire.say('04 D0 04 00 FF 28');
  expect(await wire.heardAfter(10_000)).toBe('');
});

test('SSI: published packets of the host are obeyed, damaged ones asked for again', async () => {
  const clock = createManualClock();
  const simulator = createSsiSimulator({ clock });
  const wire = listenTo(simulator, clock);
  simulator.scan('A');
  expect(await wire.heardAfter(100)).toBe('41 0D 0A');
  wire.say('07 C6 04 08 FF EE 01 FD 39');
  expect(await wire.heardAfter(100)).toBe('04 D0 00 00 FF 2C');
  expect(simulator.isPacketed()).toBe(true);
  wire.say('04 E4 04 00 FF 15');
  expect(await wire.heardAfter(100)).toBe('05 D1 00 00 01 FF 29');
});
