import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPipeOrder, cutPackets } from './usb-packets.ts';

// Protocols 1.3, 1.15: the status command, and the head of an answer with text and photo (LEN 0508).
const STATUS = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x03, 0x11, 0xff, 0xed);
const ANSWER_HEAD = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x05, 0x08);

test('with one pipe the very same bytes go in packets of at most 64, the last one short', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      const packets = cutPackets(bytes, 'one');
      expect(Buffer.concat(packets.map((packet) => packet.bytes))).toEqual(Buffer.from(bytes));
      expect(packets.slice(0, -1).every((packet) => packet.bytes.length === 64)).toBe(true);
      expect(packets.every(({ pipe, bytes: cut }) => pipe === 'head' && cut.length <= 64)).toBe(true);
    }),
  );
});

test('with four pipes preamble and length go ahead, and the rest follows on the other pipe', () => {
  expect(cutPackets(STATUS, 'four')).toEqual([
    { pipe: 'head', bytes: STATUS.subarray(0, 7) },
    { pipe: 'body', bytes: STATUS.subarray(7) },
  ]);
  expect(cutPackets(Uint8Array.of(0x55), 'four')).toEqual([{ pipe: 'head', bytes: Uint8Array.of(0x55) }]);
});

test('an answer is read from the second pipe for as long as its length says', () => {
  const order = createPipeOrder('four');
  expect(order.next()).toBe('head');
  order.took(ANSWER_HEAD);
  for (let left = 0x508; left > 0; left -= 64) {
    expect(order.next()).toBe('body');
    order.took(new Uint8Array(Math.min(left, 64)));
  }
  expect(order.next()).toBe('head');
});

test('a head that comes in pieces is a head', () => {
  const order = createPipeOrder('four');
  order.took(ANSWER_HEAD.subarray(0, 3));
  expect(order.next()).toBe('head');
  order.took(ANSWER_HEAD.subarray(3));
  expect(order.next()).toBe('body');
});

test('an answer that stops half-way, and bytes that are none, leave the first pipe to be read', () => {
  const order = createPipeOrder('four');
  order.took(ANSWER_HEAD);
  order.silence();
  expect(order.next()).toBe('head');
  order.took(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  expect(order.next()).toBe('head');
  order.took(ANSWER_HEAD);
  expect(order.next()).toBe('body');
});

test('whatever comes, some silence later an answer is found again', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 20 }), (packets) => {
      const order = createPipeOrder('four');
      for (const packet of packets) order.took(packet);
      order.silence();
      order.took(ANSWER_HEAD);
      expect(order.next()).toBe('body');
    }),
  );
});
