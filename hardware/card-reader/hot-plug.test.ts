/** The plug of a card reader is pulled at every piece of bytes and every moment of a sale: it comes back by itself. */
import { describe, expect, test } from 'vitest';
import type { ReaderSimulator } from '../simulators/card-reader-simulator.ts';
import { createReaderSimulator } from '../simulators/card-reader-simulator.ts';
import { createManualClock } from '../simulators/manual-clock.ts';
import { createMemoryWire } from '../simulators/memory-wire.ts';
import { EXAMPLE_CARD, sandboxCard } from '../testing/cards.ts';
import type { RigBuilder } from '../testing/hot-plug.ts';
import { ABSENCES_MS, everyMoment, everyPiece, isWell, overheard, unplugAndReplug } from '../testing/hot-plug.ts';
import { createRecorder } from '../testing/recorder.ts';
import type { CardReader } from './card-reader.ts';
import { MODULE_RATES } from '../transport/rates.ts';
import { createCardReaderOn } from './card-reader.ts';
import type { CardReaderEvent } from './events.ts';

/** What a serial port rests when it was opened. */
const SETTLE_MS = 250;
const STORY_MS = 9000;

interface Scene {
  readonly simulator: ReaderSimulator;
  readonly reader: CardReader;
}

/** Every state of the machine and every command has its turn; `misbehave` makes reads fail, so that a reset comes. */
const STORY: readonly (readonly [atMs: number, act: (scene: Scene) => void])[] = [
  [700, ({ reader }) => reader.wake()],
  [1300, ({ simulator }) => simulator.put(EXAMPLE_CARD)],
  [3000, ({ reader }) => reader.reread()],
  [5000, ({ simulator }) => simulator.remove()],
  [5600, ({ simulator }) => simulator.misbehave('pulled-away')],
  [5700, ({ simulator }) => simulator.put(EXAMPLE_CARD)],
  [7000, ({ reader }) => reader.rest()],
];

interface Life {
  readonly story?: typeof STORY;
  /** What the module is set to. */
  readonly deviceBaud?: number;
  /** Commands as they were asked for, CMD and PARA in hex: shows that no step is left out. */
  readonly asked?: Set<string>;
}

function builder({ story = STORY, deviceBaud = 115200, asked = new Set() }: Life = {}): RigBuilder {
  return (onTraffic) => {
    const clock = createManualClock();
    const simulator = createReaderSimulator({ clock });
    const onRequest = (bytes: Uint8Array): void => void asked.add(Buffer.from(bytes.subarray(7, 9)).toString('hex'));
    const device = overheard(simulator, onTraffic, onRequest);
    const wire = createMemoryWire({ device, rates: MODULE_RATES, deviceBaud });
    const recorder = createRecorder<CardReaderEvent>();
    const reader = createCardReaderOn({ transport: { ...wire, settleMs: SETTLE_MS }, clock, onEvent: recorder.record });
    return {
      clock,
      plug: () => wire.plug(),
      // A module whose plug was pulled is a good one again.
      unplug: () => {
        simulator.misbehave('none');
        wire.unplug();
      },
      isReady: () => recorder.kinds().findLast((kind) => kind === 'ready' || kind === 'lost') === 'ready',
      live: () => {
        reader.start();
        for (const [atMs, act] of story) clock.after(atMs, () => act({ simulator, reader }));
      },
      works: async () => {
        await clock.advance(Math.max(0, STORY_MS - clock.nowMs()));
        simulator.misbehave('none');
        simulator.remove();
        await clock.advance(1000);
        const before = recorder.events.length;
        reader.wake();
        simulator.put(sandboxCard('woman'));
        await clock.advance(4500);
        return recorder.kinds().slice(before).join(' ') === 'card-found card-read';
      },
      stop: () => reader.stop(),
    };
  };
}

test('the story has every command of the driver in it', async () => {
  const asked = new Set<string>();
  await unplugAndReplug(builder({ asked }), { cut: { atMs: Infinity }, absentMs: 0, storyMs: STORY_MS });
  expect([...asked].sort()).toEqual(['10ff', '11ff', '12ff', '2001', '2002', '3001', '3003']);
});

describe.each(ABSENCES_MS)('away for %i ms', (absentMs) => {
  test('pulled at any piece of bytes, it is ready within two seconds of its return and reads', async () => {
    const cuts = await everyPiece(builder(), { absentMs, storyMs: STORY_MS });
    expect(cuts.length).toBeGreaterThan(100);
    expect(cuts.filter(({ recovery }) => !isWell(recovery))).toEqual([]);
  });

  test('pulled at any moment, it is ready within two seconds of its return and reads', async () => {
    const cuts = await everyMoment(builder(), { absentMs, storyMs: STORY_MS, everyMs: 50 });
    expect(cuts.filter(({ recovery }) => !isWell(recovery))).toEqual([]);
  });

  test('a reader that fell silent and is plugged in again is not kept waiting by the back-off', async () => {
    const story = [[500, ({ simulator }: Scene) => simulator.misbehave('silence')]] as const;
    // Silent for a minute, so that the waits have grown to their longest.
    const storyMs = 60_000;
    const cuts = await everyMoment(builder({ story }), { absentMs, storyMs, fromMs: 40_000, everyMs: 250 });
    expect(cuts.filter(({ recovery }) => !isWell(recovery))).toEqual([]);
  });

  test('a reader at 9600 baud is asked at that rate first when it is back', async () => {
    const life = builder({ deviceBaud: 9600 });
    const cuts = await everyMoment(life, { absentMs, storyMs: STORY_MS, fromMs: 5000, everyMs: 100 });
    expect(cuts.filter(({ recovery }) => !isWell(recovery))).toEqual([]);
  });
});

test('a plug that is pushed in slowly makes contact many times and is no reason to wait', async () => {
  const rig = builder({ story: [] })(() => undefined);
  rig.live();
  for (let contact = 0; contact < 30; contact += 1) {
    rig.unplug();
    await rig.clock.advance(30);
    rig.plug();
    await rig.clock.advance(170);
  }
  await rig.clock.advance(2000);
  expect(rig.isReady()).toBe(true);
  expect(await rig.works()).toBe(true);
  await rig.stop();
});
