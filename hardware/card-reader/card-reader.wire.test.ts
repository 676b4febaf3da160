/** The same promises on real wires: TCP, and a serial port made by socat. Time is real, so tests wait for events. */
import { describe, expect, test } from 'vitest';
import type { Misbehaviour, ReaderSimulator } from '../simulators/card-reader-simulator.ts';
import { createReaderSimulator } from '../simulators/card-reader-simulator.ts';
import { hostOnSerial } from '../simulators/serial-host.ts';
import { hostOnTcp } from '../simulators/tcp-host.ts';
import { EXAMPLE_CARD } from '../testing/cards.ts';
import { createPtyCable, hasSocat } from '../testing/pty.ts';
import { createRecorder } from '../testing/recorder.ts';
import { createCardReader } from './card-reader.ts';
import type { CardReaderEvent } from './events.ts';

interface Wire {
  readonly address: string;
  readonly plug: () => Promise<void>;
  readonly unplug: () => Promise<void>;
}

/** Runs when the test is over; the last one first. */
type AtEnd = (end: () => Promise<void>) => void;

async function tcpWire(simulator: ReaderSimulator, atEnd: AtEnd): Promise<Wire> {
  const host = await hostOnTcp(simulator, 0);
  atEnd(host.unplug);
  return host;
}

async function ptyWire(simulator: ReaderSimulator, atEnd: AtEnd): Promise<Wire> {
  const cable = createPtyCable();
  const plug = async (): Promise<void> => {
    await cable.plug();
    await hostOnSerial(simulator, cable.devicePath);
  };
  const unplug = async (): Promise<void> => {
    await cable.unplug();
    simulator.powerCycle();
  };
  await plug();
  atEnd(unplug);
  return { address: `serial://${cable.hostPath}`, plug, unplug };
}

async function counter(wireOf: typeof tcpWire, atEnd: AtEnd) {
  const simulator = createReaderSimulator({ readMs: 30 });
  const wire = await wireOf(simulator, atEnd);
  const recorder = createRecorder<CardReaderEvent>();
  const reader = createCardReader({ address: wire.address, onEvent: recorder.record });
  atEnd(() => reader.stop());
  reader.start();
  await recorder.next('ready');
  reader.wake();
  return { simulator, wire, reader, recorder };
}

// The tests mostly wait, so they wait together.
describe.concurrent.each([
  ['TCP', tcpWire, true],
  ['a serial port (needs socat)', ptyWire, hasSocat],
] as const)('over %s', (_, wireOf, isPossible) => {
  test.skipIf(!isPossible)(
    'a card is read byte for byte, seen to go, and read again on reread',
    async ({ onTestFinished }) => {
      const { simulator, reader, recorder } = await counter(wireOf, onTestFinished);
      simulator.put(EXAMPLE_CARD);
      const { record } = await recorder.next('card-read');
      expect(record).toMatchObject({ name: '张三', address: '北京市东城区示例胡同1号', birth: '1900-01-01' });
      // The invented photo holds every byte value, 00, 11 and 13 included.
      expect(new Set(record.photo).size).toBe(256);
      reader.reread();
      await recorder.next('card-read');
      simulator.remove();
      await recorder.next('card-removed');
      expect(recorder.kinds()).toEqual(['ready', 'card-found', 'card-read', 'card-found', 'card-read', 'card-removed']);
    },
  );

  const harmless: readonly Misbehaviour[] = ['split', 'noise', 'bad-checksum'];
  test.skipIf(!isPossible).for(harmless)('%s does no harm', async (kind, { onTestFinished }) => {
    const { simulator, recorder } = await counter(wireOf, onTestFinished);
    simulator.misbehave(kind);
    simulator.put(EXAMPLE_CARD);
    await recorder.next('card-read');
    expect(recorder.kinds()).toEqual(['ready', 'card-found', 'card-read']);
  });

  test.skipIf(!isPossible)('a card pulled away is told and can be put again', async ({ onTestFinished }) => {
    const { simulator, recorder } = await counter(wireOf, onTestFinished);
    simulator.misbehave('pulled-away');
    simulator.put(EXAMPLE_CARD);
    expect(await recorder.next('read-failed')).toMatchObject({ reason: 'taken-away' });
    simulator.put(EXAMPLE_CARD);
    await recorder.next('card-read');
  });

  test.skipIf(!isPossible)('silence loses the reader, an answer brings it back', async ({ onTestFinished }) => {
    const { simulator, recorder } = await counter(wireOf, onTestFinished);
    simulator.misbehave('silence');
    expect(await recorder.next('lost')).toMatchObject({ reason: { code: 'silent' } });
    simulator.misbehave('none');
    await recorder.next('ready');
    expect(recorder.kinds()).toEqual(['ready', 'lost', 'ready']);
  });

  test.skipIf(!isPossible)(
    'a pulled plug loses the reader, plugging in brings it back and it reads',
    async ({ onTestFinished }) => {
      const { simulator, wire, recorder } = await counter(wireOf, onTestFinished);
      await wire.unplug();
      expect(await recorder.next('lost')).toMatchObject({ reason: { code: 'lost' } });
      simulator.put(EXAMPLE_CARD);
      await wire.plug();
      await recorder.next('ready');
      await recorder.next('card-read');
      expect(recorder.kinds()).toEqual(['ready', 'lost', 'ready', 'card-found', 'card-read']);
    },
  );
});
