import { expect, test } from 'vitest';
import { createReaderSimulator } from '../simulators/card-reader-simulator.ts';
import type { SimulatedDevice } from '../simulators/device.ts';
import { createManualClock, type ManualClock } from '../simulators/manual-clock.ts';
import { createMemoryWire, type MemoryWireOptions } from '../simulators/memory-wire.ts';
import { probeCardReader, probeCardReaderOn, type ReaderProbe } from './probe.ts';

const RATES = [115200, 57600, 38400, 19200, 9600];
const never = new AbortController().signal;

async function probe(clock: ManualClock, options: MemoryWireOptions, signal = never): Promise<ReaderProbe> {
  const found = probeCardReaderOn(createMemoryWire(options), { signal, clock });
  await clock.advance(10_000);
  return found;
}

/** Says the same to whatever it hears that begins like this. */
function parrot(words: string, when: string): SimulatedDevice {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
  return {
    connect: (send) => ({
      receive: (bytes) => {
        if (hex(bytes).startsWith(when)) send(Buffer.from(words.replaceAll(' ', ''), 'hex'));
      },
      end: () => undefined,
    }),
    powerCycle: () => undefined,
  };
}

test('a module is known by its answer, its rate and its number', async () => {
  const clock = createManualClock();
  const device = createReaderSimulator({ clock, baud: 9600 });
  expect(await probe(clock, { device, rates: RATES, deviceBaud: 9600 })).toEqual({
    kind: 'module',
    baud: 9600,
    status: 'success',
    samId: '05.03-20160427-0001234567-0087654321',
    slept: false,
  });
});

test('a module that is out of order says so', async () => {
  const clock = createManualClock();
  const device = createReaderSimulator({ clock });
  device.misbehave('self-test-failed');
  expect(await probe(clock, { device })).toMatchObject({ kind: 'module', status: 'self-test-failed', samId: null });
});

const wakesUp: SimulatedDevice = {
  connect: (send) => {
    let isAwake = false;
    return {
      receive: (bytes) => {
        const isWake = Buffer.from(bytes).equals(Buffer.from('AAAAAA966900020103', 'hex'));
        if (isAwake && !isWake) send(Buffer.from('AAAAAA9669000400009094', 'hex'));
        isAwake ||= isWake;
      },
      end: () => undefined,
    };
  },
  powerCycle: () => undefined,
};

test('a module that sleeps is woken, and told', async () => {
  const found = await probe(createManualClock(), { device: wakesUp });
  expect(found).toEqual({ kind: 'module', baud: 115200, status: 'success', samId: null, slept: true });
});

test.each([
  ['an answer with a byte sum', 'AA AA AA 96 69 00 04 00 00 9F 5D', 'AAAAAA9669000300817C', 'sum-checksum'],
  ['a wrapper around nothing', '44 26 43 30 30 30 34 30 31 30 31', 'AAAAAA9669', 'outer-wrapper'],
  ['a combined read', 'EA EB EC ED 05 05 00 B4 00', 'AAAAAA9669', 'combined-read'],
])('%s is told by its kind', async (_, words, when, dialect) => {
  const found = await probe(createManualClock(), { device: parrot(words, when) });
  expect(found).toEqual({ kind: 'dialect', dialect, baud: 115200 });
});

test('bytes of no kind are counted, nothing is called silence', async () => {
  expect(await probe(createManualClock(), { device: parrot('00 FF', 'AAAAAA96690003') })).toEqual({
    kind: 'babble',
    bytes: 6,
  });
  expect(await probe(createManualClock(), { device: parrot('', 'FF'), rates: RATES })).toEqual({ kind: 'silent' });
});

test('a port that is not there, and a probe that is ended, are told as such', async () => {
  const clock = createManualClock();
  const wire = createMemoryWire({ device: wakesUp });
  wire.unplug();
  expect(await probeCardReaderOn(wire, { signal: never, clock })).toMatchObject({ reason: { code: 'port-missing' } });
  wire.plug();
  const impatience = new AbortController();
  const found = probeCardReaderOn(wire, { signal: impatience.signal, clock });
  await clock.advance(100);
  impatience.abort();
  expect(await found).toMatchObject({ kind: 'lost', reason: { code: 'cancelled' } });
});

test('an address that parseAddress refuses throws at once', () => {
  expect(() => probeCardReader('com3')).toThrow(TypeError);
});
