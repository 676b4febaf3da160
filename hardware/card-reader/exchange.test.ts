import { expect, test } from 'vitest';
import { createManualClock } from '../simulators/manual-clock.ts';
import type { CommandName } from '../sdt/commands.ts';
import { replyFrame } from '../simulators/sdt-wire.ts';
import type { ExchangeOutcome } from './exchange.ts';
import { createExchange } from './exchange.ts';

function begun(command: CommandName = 'GetSAMStatus') {
  const clock = createManualClock();
  const outcomes: string[] = [];
  const marks: string[] = [];
  let writes = 0;
  const exchange = createExchange({
    clock,
    meter: { good: () => marks.push('good'), fault: (kind) => marks.push(kind), identity: () => undefined },
    write: () => (writes += 1),
    onOutcome: (outcome: ExchangeOutcome) => {
      const what = outcome.kind === 'answered' ? outcome.status.name : `unanswered, noise ${outcome.noiseBytes}`;
      outcomes.push(`${what} at ${Math.round(clock.nowMs())}`);
    },
  });
  exchange.begin(command, 115200);
  return { clock, exchange, outcomes, marks, writes: () => writes };
}

const frame = (sw3: number): Buffer => replyFrame({ sw: [0, 0, sw3], data: Buffer.alloc(0) });
const damaged = (): Buffer => frame(0x90).fill(0x13, 10);

test('an answer in pieces is one answer', () => {
  const { exchange, outcomes } = begun();
  for (const byte of frame(0x90)) exchange.receive(Uint8Array.of(byte));
  expect(outcomes).toEqual(['success at 0']);
});

test('silence ends with the limit of the command plus its time on the wire', async () => {
  const { clock, outcomes } = begun();
  await clock.advance(5000);
  expect(outcomes).toEqual(['unanswered, noise 0 at 1002']);
});

test.each([
  ['damaged in transit', damaged()],
  ['the module heard a wrong checksum (10)', frame(0x10)],
  ['the module heard a wrong length (11)', frame(0x11)],
])('%s: the command is repeated once, and the good answer counts', (_, bad) => {
  const { exchange, outcomes, writes } = begun();
  exchange.receive(bad);
  exchange.receive(frame(0x90));
  expect([outcomes, writes()]).toEqual([['success at 0'], 2]);
});

test('damaged twice is no answer', () => {
  const { exchange, outcomes, writes } = begun();
  exchange.receive(damaged());
  exchange.receive(damaged());
  expect([outcomes, writes()]).toEqual([['unanswered, noise 0 at 0'], 2]);
});

test('a frame that stops half-way gives way to the whole one behind it after the inter-byte limit', async () => {
  const { clock, exchange, outcomes } = begun();
  exchange.receive(Buffer.concat([Buffer.from('AAAAAA96690508', 'hex'), frame(0x90)]));
  await clock.advance(199);
  expect(outcomes).toEqual([]);
  await clock.advance(1);
  expect(outcomes).toEqual(['success at 200']);
});

test('bytes that come when nothing was asked are not kept for the next question', () => {
  const { exchange, outcomes } = begun();
  exchange.receive(frame(0x90));
  exchange.receive(frame(0x80).subarray(0, 6));
  exchange.begin('StartFindIDCard', 115200);
  exchange.receive(frame(0x9f));
  expect(outcomes).toEqual(['success at 0', 'card-found at 0']);
});

test('stray bytes are counted for whoever looks for a wrong baud rate', async () => {
  const { clock, exchange, outcomes } = begun();
  exchange.receive(new Uint8Array(12));
  await clock.advance(5000);
  expect(outcomes).toEqual(['unanswered, noise 12 at 1002']);
});

test('a cancelled exchange has no outcome', async () => {
  const { clock, exchange, outcomes } = begun();
  exchange.cancel();
  exchange.receive(frame(0x90));
  await clock.advance(5000);
  expect(outcomes).toEqual([]);
});

test('a second command while one is outstanding is a mistake', () => {
  const { exchange } = begun();
  expect(() => exchange.begin('ResetSAM', 115200)).toThrow('ResetSAM begun while GetSAMStatus is outstanding');
});

test('a late answer to what was asked before is not taken for a read', () => {
  const { exchange, outcomes, marks } = begun('ReadBaseMsg');
  exchange.receive(replyFrame({ sw: [0, 0, 0x90], data: Buffer.alloc(8) }));
  expect(outcomes).toEqual([]);
  exchange.receive(replyFrame({ sw: [0, 0, 0x90], data: Buffer.alloc(2 + 2 + 256 + 1024) }));
  expect([outcomes, marks]).toEqual([['success at 0'], ['noise', 'good']]);
});

test.each<[string, (to: ReturnType<typeof begun>) => unknown, string[]]>([
  ['a right answer', ({ exchange }) => exchange.receive(frame(0x80)), ['good']],
  [
    'stray bytes in front',
    ({ exchange }) => exchange.receive(Buffer.concat([Buffer.alloc(3), frame(0x90)])),
    ['noise', 'good'],
  ],
  ['a damaged answer', ({ exchange }) => exchange.receive(damaged()), ['bad-checksum']],
  ['a damaged command', ({ exchange }) => exchange.receive(frame(0x10)), ['bad-checksum']],
  ['trouble of the module itself', ({ exchange }) => exchange.receive(frame(0x24)), ['refused']],
  ['a card that was lifted', ({ exchange }) => exchange.receive(frame(0x41)), ['good']],
  ['silence', ({ clock }) => clock.advance(5000), ['silent']],
])('the meter learns of %s', async (_, happen, expected) => {
  const all = begun();
  await happen(all);
  expect(all.marks).toEqual(expected);
});
