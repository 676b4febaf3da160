/** The driver and a reader or a line that misbehaves. */
import { expect, test } from 'vitest';
import { EXAMPLE_CARD } from '../testing/cards.ts';
import { SAM_ID, awake, counter } from '../testing/reader-counter.ts';

test('an answer that comes too late is taken for nothing else, whatever was asked', async () => {
  const outcomes = new Set<string>();
  for (let step = 0; step < 40; step += 1) {
    const { clock, simulator, events, kinds } = await awake();
    simulator.put(EXAMPLE_CARD);
    await clock.advance(step * 20);
    simulator.misbehave('late');
    await clock.advance(30_000);
    outcomes.add(kinds().join(' '));
    for (const event of events) if (event.kind === 'read-failed') expect(event.reason).toBe('reader-fault');
  }
  expect([...outcomes].toSorted()).toEqual(['card-found card-read', 'card-found read-failed card-found card-read']);
});

test('a module whose self test fails is lost as broken, and ready again when it is mended', async () => {
  const { clock, simulator, events } = await awake();
  simulator.misbehave('self-test-failed');
  await clock.advance(30_000);
  const reason = { code: 'device-fault', detail: 'module reports self-test-failed' };
  expect(events).toEqual([{ kind: 'lost', reason }]);
  simulator.misbehave('none');
  await clock.advance(12_000);
  expect(events.slice(1)).toEqual([{ kind: 'ready', samId: SAM_ID }]);
});

test('the meter learns who answers at which rate, of each good exchange, and of what went wrong', async () => {
  const { clock, simulator, marks, identities } = await awake({ baud: 9600, deviceBaud: 9600, rates: [115200, 9600] });
  await clock.advance(3000);
  expect(identities).toEqual([{ baud: 9600, samId: SAM_ID }]);
  expect(new Set(marks)).toEqual(new Set(['silent', 'good']));
  marks.length = 0;
  simulator.put({ ...EXAMPLE_CARD, sex: '9', birth: '19000230' });
  simulator.misbehave('bad-checksum');
  await clock.advance(5000);
  expect(new Set(marks)).toEqual(new Set(['bad-checksum', 'good', 'malformed']));
});

test.each(['split', 'noise', 'bad-checksum'] as const)('%s on the line does no harm to a read', async (kind) => {
  const { clock, simulator, kinds } = await awake();
  simulator.misbehave(kind);
  simulator.put(EXAMPLE_CARD);
  await clock.advance(10_000);
  expect(kinds()).toEqual(['card-found', 'card-read']);
});

test('a good reply that got damaged does not leave a card that is never found again', async () => {
  const { clock, simulator, kinds } = await awake();
  simulator.put(EXAMPLE_CARD);
  while (!kinds().includes('card-found')) await clock.advance(10);
  simulator.misbehave('bad-checksum');
  await clock.advance(5000);
  // The simulated module takes the card for read and refuses the repetition; others just read once more.
  expect(kinds()).toEqual(['card-found', 'read-failed', 'card-found', 'card-read']);
});

test('a good reply that got lost does not leave a card that is never found again', async () => {
  const { clock, simulator, kinds } = await awake();
  simulator.put(EXAMPLE_CARD);
  while (!kinds().includes('card-found')) await clock.advance(10);
  simulator.misbehave('silence');
  await clock.advance(2000);
  simulator.misbehave('none');
  await clock.advance(10_000);
  expect(kinds()).toEqual(['card-found', 'read-failed', 'card-found', 'card-read']);
});

test('a mute reader is lost once, and ready again after it has found its tongue', async () => {
  const { clock, simulator, events } = await awake();
  simulator.misbehave('silence');
  await clock.advance(60_000);
  expect(events).toEqual([{ kind: 'lost', reason: { code: 'silent', detail: 'no answer; 0 stray bytes' } }]);
  simulator.misbehave('none');
  await clock.advance(12_000);
  expect(events.slice(1)).toEqual([{ kind: 'ready', samId: SAM_ID }]);
});

test('a reader that falls mute while resting is known lost within seven seconds', async () => {
  const { clock, simulator, reader, kinds } = await awake();
  reader.rest();
  simulator.misbehave('silence');
  await clock.advance(7000);
  expect(kinds()).toEqual(['lost']);
});

test('a module that speaks at 9600 is found by trying the rates, and time limits follow', async () => {
  const rates = [115200, 57600, 38400, 19200, 9600];
  const { clock, simulator, reader, kinds } = counter({ baud: 9600, deviceBaud: 9600, rates, readMs: 1100 });
  reader.start();
  reader.wake();
  await clock.advance(10_000);
  expect(kinds()).toEqual(['ready']);
  simulator.put(EXAMPLE_CARD);
  await clock.advance(10_000);
  expect(kinds()).toEqual(['ready', 'card-found', 'card-read']);
});

test('a rate nobody answers at is given up as silent', async () => {
  const { clock, reader, events } = counter({ deviceBaud: 300, rates: [115200, 57600] });
  reader.start();
  await clock.advance(3000);
  expect(events).toMatchObject([{ kind: 'lost', reason: { code: 'silent' } }]);
});
