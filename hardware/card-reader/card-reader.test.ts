/** The whole driver against the whole simulator, in memory and with the clock turned by hand. */
import { expect, test } from 'vitest';
import { createReaderSimulator } from '../simulators/card-reader-simulator.ts';
import { createManualClock } from '../simulators/manual-clock.ts';
import { createMemoryWire } from '../simulators/memory-wire.ts';
import { EXAMPLE_CARD, sandboxCard } from '../testing/cards.ts';
import { SAM_ID, awake, counter } from '../testing/reader-counter.ts';
import { createCardReader, createCardReaderOn } from './card-reader.ts';

test('an address that parseAddress refuses throws at once', () => {
  expect(() => createCardReader({ address: 'com3', onEvent: () => undefined })).toThrow(TypeError);
});

test('a reader that rests is ready with its module number and looks for no card', async () => {
  const { clock, simulator, reader, events } = counter();
  simulator.put(EXAMPLE_CARD);
  reader.start();
  await clock.advance(60_000);
  expect(events).toEqual([{ kind: 'ready', samId: SAM_ID }]);
});

test('a card is found, read once and seen to go', async () => {
  const { clock, simulator, events, kinds } = await awake();
  simulator.put(EXAMPLE_CARD);
  await clock.advance(60_000);
  expect(kinds()).toEqual(['card-found', 'card-read']);
  expect(events[1]).toMatchObject({ record: { name: '张三', number: '110101190001010014', samId: SAM_ID } });
  simulator.remove();
  await clock.advance(1000);
  expect(kinds()).toEqual(['card-found', 'card-read', 'card-removed']);
});

test('the same card is read again when it is put again', async () => {
  const { clock, simulator, kinds } = await awake();
  for (let round = 0; round < 2; round += 1) {
    simulator.put(EXAMPLE_CARD);
    await clock.advance(2000);
    simulator.remove();
    await clock.advance(2000);
  }
  expect(kinds()).toEqual(['card-found', 'card-read', 'card-removed', 'card-found', 'card-read', 'card-removed']);
});

test('a card that stays through rest and wake is not told again until it is put again', async () => {
  const { clock, simulator, reader, kinds } = await awake();
  simulator.put(EXAMPLE_CARD);
  await clock.advance(2000);
  reader.rest();
  await clock.advance(5000);
  reader.wake();
  await clock.advance(5000);
  expect(kinds()).toEqual(['card-found', 'card-read']);
  simulator.remove();
  await clock.advance(1000);
  simulator.put(EXAMPLE_CARD);
  await clock.advance(2000);
  expect(kinds()).toEqual(['card-found', 'card-read', 'card-removed', 'card-found', 'card-read']);
});

test('reread reads the lying card again, also when wake follows or the reader rested', async () => {
  const { clock, simulator, reader, kinds } = await awake();
  simulator.put(EXAMPLE_CARD);
  await clock.advance(2000);
  reader.reread();
  reader.wake();
  await clock.advance(3000);
  expect(kinds()).toEqual(['card-found', 'card-read', 'card-found', 'card-read']);
  reader.rest();
  await clock.advance(3000);
  reader.reread();
  await clock.advance(3000);
  expect(kinds()).toHaveLength(6);
});

test('a card taken away while the reader rests is told, and a new one waits for wake', async () => {
  const { clock, simulator, reader, kinds } = await awake();
  simulator.put(EXAMPLE_CARD);
  await clock.advance(2000);
  reader.rest();
  simulator.remove();
  await clock.advance(2000);
  simulator.put(EXAMPLE_CARD);
  await clock.advance(10_000);
  expect(kinds()).toEqual(['card-found', 'card-read', 'card-removed']);
  reader.wake();
  await clock.advance(2000);
  expect(kinds().slice(3)).toEqual(['card-found', 'card-read']);
});

test('a card whose reading is overtaken by rest is read for the next one who wakes the reader', async () => {
  const { clock, simulator, reader, kinds } = await awake();
  simulator.put(EXAMPLE_CARD);
  while (!kinds().includes('card-found')) await clock.advance(10);
  reader.rest();
  await clock.advance(5000);
  expect(kinds()).toEqual(['card-found']);
  reader.wake();
  await clock.advance(5000);
  expect(kinds()).toEqual(['card-found', 'card-found', 'card-read']);
});

test('a card pulled away during the read is told, and read when it is put again', async () => {
  const { clock, simulator, events, kinds } = await awake();
  simulator.put(sandboxCard('pulled-away'));
  await clock.advance(5000);
  expect(events[1]).toEqual({ kind: 'read-failed', reason: 'taken-away', detail: 'read: card-read-failed' });
  simulator.put(sandboxCard('pulled-away'));
  await clock.advance(5000);
  expect(kinds()).toEqual(['card-found', 'read-failed', 'card-found', 'card-read']);
});

test.each([
  ['hmt', { document: 'hmt', name: '何样本', passNumber: 'H00000098' }],
  ['foreign-2017', { document: 'fpr2017', name: '安样本', nationality: 'DEU' }],
  ['foreign-2023', { document: 'fpr2023', nationality: 'CHE', issueCount: 0 }],
])('a document of kind %s is read like any other', async (id, record) => {
  const { clock, simulator, events, kinds } = await awake();
  simulator.put(sandboxCard(id));
  await clock.advance(5000);
  expect(events[1]).toMatchObject({ kind: 'card-read', record: { ...record, samId: SAM_ID } });
  simulator.remove();
  await clock.advance(1000);
  expect(kinds()).toEqual(['card-found', 'card-read', 'card-removed']);
});

test('a card with an unknown letter is refused once, and watched until it goes', async () => {
  const { clock, simulator, events, kinds } = await awake();
  simulator.put(sandboxCard('unknown-letter'));
  await clock.advance(30_000);
  expect(events[1]).toEqual({ kind: 'read-failed', reason: 'unknown-document', detail: 'letter U+0051' });
  simulator.remove();
  await clock.advance(1000);
  expect(kinds()).toEqual(['card-found', 'read-failed', 'card-removed']);
});

test.each([
  ['the letter Z', { letter: 'Z' }, { reason: 'unknown-document', detail: 'letter U+005A' }],
  ['a bad date', { birth: '19001301' }, { reason: 'malformed', detail: 'part birth' }],
])('a card with %s is refused without a word of what stands on it', async (_, change, failure) => {
  const { clock, simulator, events } = await awake();
  simulator.put({ ...EXAMPLE_CARD, ...change });
  await clock.advance(5000);
  expect(events[1]).toEqual({ kind: 'read-failed', ...failure });
});

test('an unplugged reader is lost at once and ready within two seconds of its return', async () => {
  for (const isResting of [true, false]) {
    const { clock, wire, reader, kinds } = await awake();
    if (isResting) reader.rest();
    await clock.advance(5000);
    wire.unplug();
    expect(kinds()).toEqual(['lost']);
    await clock.advance(600_000);
    wire.plug();
    await clock.advance(2000);
    expect(kinds()).toEqual(['lost', 'ready']);
  }
});

test('a reader that was never there is lost once and ready when it comes', async () => {
  const { clock, wire, reader, events } = counter();
  wire.unplug();
  reader.start();
  await clock.advance(60_000);
  expect(events).toMatchObject([{ kind: 'lost', reason: { code: 'port-missing' } }]);
  wire.plug();
  await clock.advance(2000);
  expect(events[1]).toMatchObject({ kind: 'ready' });
});

test('an outage ends all knowledge of the card: a lying card is read afresh, and still wanted', async () => {
  const { clock, simulator, wire, kinds } = await awake();
  simulator.put(EXAMPLE_CARD);
  await clock.advance(2000);
  wire.unplug();
  await clock.advance(5000);
  wire.plug();
  await clock.advance(5000);
  expect(kinds()).toEqual(['card-found', 'card-read', 'lost', 'ready', 'card-found', 'card-read']);
});

test('after stop nothing is told, even when stopped from within an event', async () => {
  const clock = createManualClock();
  const simulator = createReaderSimulator({ clock });
  const kinds: string[] = [];
  const reader = createCardReaderOn({
    transport: createMemoryWire({ device: simulator }),
    clock,
    onEvent: ({ kind }) => {
      kinds.push(kind);
      if (kind === 'card-found') stops.push(reader.stop());
    },
  });
  const stops: Promise<void>[] = [];
  simulator.put(EXAMPLE_CARD);
  reader.start();
  reader.wake();
  await clock.advance(10_000);
  await Promise.all(stops);
  expect(kinds).toEqual(['ready', 'card-found']);
});

test('a reader starts once', () => {
  const { reader } = counter();
  reader.start();
  expect(() => reader.start()).toThrow('a card reader starts once');
});

test('no event but the record itself carries anything personal', async () => {
  const { clock, simulator, wire, events } = await awake();
  simulator.put(EXAMPLE_CARD);
  await clock.advance(2000);
  simulator.put({ ...EXAMPLE_CARD, birth: '19000230' });
  await clock.advance(2000);
  simulator.put(sandboxCard('pulled-away'));
  await clock.advance(5000);
  wire.unplug();
  const others = JSON.stringify(events.filter(({ kind }) => kind !== 'card-read'));
  expect(others).not.toMatch(/张三|110101|1900|示例|分局/);
});
