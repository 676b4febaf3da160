import { expect, test } from 'vitest';
import { hexOf } from '../../testing/byte-pieces.ts';
import type { OutboxNews } from './outbox.ts';
import { createSsiOutbox } from './outbox.ts';

const START = { opcode: 0xe4 };
const STOP = { opcode: 0xe5 };
const START_BYTES = '04 E4 04 00 FF 14';
const START_AGAIN = '04 E4 04 01 FF 13';
const STOP_BYTES = '04 E5 04 00 FF 13';

const said = (news: readonly OutboxNews[] | null): unknown =>
  news?.map((item) => (item.kind === 'send' ? hexOf(item.bytes) : item.kind));

test('one message at a time: the next one waits for the answer', () => {
  const outbox = createSsiOutbox();
  expect(said(outbox.add(START, 0))).toEqual([START_BYTES]);
  expect(said(outbox.add(STOP, 10))).toEqual([]);
  expect(said(outbox.heard({ kind: 'other', opcode: 0xf6 }, 20))).toEqual([]);
  expect(said(outbox.heard({ kind: 'ack' }, 30))).toEqual([STOP_BYTES]);
  expect(said(outbox.heard({ kind: 'ack' }, 40))).toEqual([]);
  expect(outbox.isIdle()).toBe(true);
});

test('without an answer in two seconds it is sent again, twice, with the bit set; then the next one has its turn', () => {
  const outbox = createSsiOutbox();
  outbox.add(START, 0);
  outbox.add(STOP, 0);
  expect(outbox.dueAtMs()).toBe(2000);
  expect([1999, 2000, 4000, 6000].map((nowMs) => said(outbox.expire(nowMs)))).toEqual([
    [],
    [START_AGAIN],
    [START_AGAIN],
    ['silent', STOP_BYTES],
  ]);
});

test('asked to, it sends again; told no, it goes on', () => {
  const outbox = createSsiOutbox();
  outbox.add(START, 0);
  outbox.add(STOP, 0);
  expect(said(outbox.heard({ kind: 'nak', reason: 1 }, 5))).toEqual([START_AGAIN]);
  expect(said(outbox.heard({ kind: 'nak', reason: 6 }, 9))).toEqual(['refused', STOP_BYTES]);
});

test('an answer that nobody waits for changes nothing', () => {
  const outbox = createSsiOutbox();
  expect(said(outbox.heard({ kind: 'ack' }, 0))).toEqual([]);
  expect(said(outbox.expire(99_999))).toEqual([]);
});

test('no more than eight wait', () => {
  const outbox = createSsiOutbox();
  const taken = Array.from({ length: 12 }, () => outbox.add(START, 0) !== null);
  expect(taken.filter(Boolean)).toHaveLength(9);
});
