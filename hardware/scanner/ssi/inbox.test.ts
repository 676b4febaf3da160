import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePackets, segmentPackets, sentAgain, ssiPacket } from '../../simulators/scanners/ssi-wire.ts';
import type { SsiInbox, SsiMessage } from './inbox.ts';
import { createSsiInbox } from './inbox.ts';
import { createSsiParser } from './packets.ts';

const QR = 0x1c;
const text = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, at) => 0x30 + (at % 10)));
const decode = (codeType: number, content: Uint8Array) => ({ kind: 'decode', codeType, text: Buffer.from(content) });

interface Taken {
  readonly answers: string[];
  readonly messages: SsiMessage[];
}

function take(inbox: SsiInbox, ...packets: readonly Uint8Array[]): Taken {
  const receipts = packets
    .flatMap((bytes) => createSsiParser().push(bytes))
    .map((parsed) => {
      if (parsed.kind !== 'packet') throw new Error(`the test sends whole packets, not ${parsed.kind}`);
      return inbox.take(parsed.packet, 0);
    });
  return {
    answers: receipts.map(({ answer }) => answer),
    messages: receipts.flatMap(({ messages }) => messages),
  };
}

test('a scan of one packet is acknowledged and told', () => {
  const [packet = Buffer.alloc(0)] = decodePackets(QR, text(20));
  expect(take(createSsiInbox(), packet)).toEqual({ answers: ['ack'], messages: [decode(QR, text(20))] });
});

test('what is sent again is acknowledged again and not told again', () => {
  const [packet = Buffer.alloc(0)] = decodePackets(QR, text(20));
  const inbox = createSsiInbox();
  take(inbox, packet);
  expect(take(inbox, sentAgain(packet), sentAgain(packet))).toEqual({ answers: ['ack', 'ack'], messages: [] });
});

test('what is marked as sent again but had not come through is told', () => {
  const [packet = Buffer.alloc(0)] = decodePackets(QR, text(20));
  const inbox = createSsiInbox();
  expect(take(inbox, sentAgain(packet)).messages).toEqual([decode(QR, text(20))]);
  inbox.damaged();
  expect(take(inbox, sentAgain(packet)).messages).toEqual([decode(QR, text(20))]);
});

test('the same code read twice is told twice', () => {
  const [packet = Buffer.alloc(0)] = decodePackets(QR, text(20));
  expect(take(createSsiInbox(), packet, packet).messages).toHaveLength(2);
});

test('a scan that continues is joined, though each of its packets be sent twice', () => {
  const packets = decodePackets(QR, text(600)).flatMap((packet) => [packet, sentAgain(packet)]);
  expect(packets).toHaveLength(6);
  expect(take(createSsiInbox(), ...packets)).toEqual({
    answers: Array.from({ length: 6 }, () => 'ack'),
    messages: [decode(QR, text(600))],
  });
});

test('segments are joined; all but the last get an answer of their own', () => {
  expect(take(createSsiInbox(), ...segmentPackets(QR, text(600)))).toEqual({
    answers: ['segment-ack', 'segment-ack', 'ack'],
    messages: [decode(QR, text(600))],
  });
});

test('the first of several segments is laid out as published', () => {
  const [first = Buffer.alloc(0), ...others] = segmentPackets(QR, text(600));
  expect(first.subarray(0, 14).toString('hex')).toBe('ff73020000' + 'f30000025b' + '1c01' + '0258');
  expect([first, ...others].map((packet) => packet.length - 2)).toEqual([255, 255, 114]);
  expect(others.map((packet) => packet.subarray(0, 5).toString('hex'))).toEqual(['ff73000001', '7273000002']);
});

test('segments sent twice are joined once', () => {
  const packets = segmentPackets(QR, text(600)).flatMap((packet) => [packet, packet]);
  expect(take(createSsiInbox(), ...packets).messages).toEqual([decode(QR, text(600))]);
});

test('a missing segment is an incomplete scan, and the next scan is good', () => {
  const [first = Buffer.alloc(0), , third = Buffer.alloc(0)] = segmentPackets(QR, text(600));
  const next = decodePackets(0x0b, text(13));
  expect(take(createSsiInbox(), first, third, ...next).messages).toEqual([
    { kind: 'decode-failed', reason: 'incomplete' },
    decode(0x0b, text(13)),
  ]);
});

test('a scan that stops half-way is given up in the end', () => {
  const inbox = createSsiInbox();
  take(inbox, ...decodePackets(QR, text(600)).slice(0, 2));
  expect(inbox.expire(5999)).toEqual([]);
  expect(inbox.dueAtMs()).toBe(6000);
  expect(inbox.expire(6000)).toEqual([{ kind: 'decode-failed', reason: 'incomplete' }]);
  expect(inbox.dueAtMs()).toBeNull();
});

test('more than any code holds is refused, and what follows is good', () => {
  const inbox = createSsiInbox();
  expect(take(inbox, ...decodePackets(QR, text(7089))).messages).toEqual([decode(QR, text(7089))]);
  expect(take(inbox, ...decodePackets(QR, text(7090))).messages).toEqual([
    { kind: 'decode-failed', reason: 'too-long' },
  ]);
  expect(take(inbox, ...segmentPackets(QR, text(60_000))).messages).toEqual([
    { kind: 'decode-failed', reason: 'too-long' },
  ]);
  expect(take(inbox, ...decodePackets(QR, text(1))).messages).toEqual([decode(QR, text(1))]);
});

test('answers of the scanner are not answered', () => {
  expect(take(createSsiInbox(), ssiPacket(0xd0, 0, Buffer.alloc(0)), ssiPacket(0xd1, 0, Buffer.of(6)))).toEqual({
    answers: ['none', 'none'],
    messages: [{ kind: 'ack' }, { kind: 'nak', reason: 6 }],
  });
});

test('nothing that a scanner may send makes it throw', () => {
  const packet = fc.record({
    opcode: fc.constantFrom(0x73, 0xf3, 0xa4, 0xd0, 0xd1, 0xf6),
    source: fc.constantFrom(0, 2),
    status: fc.constantFrom(0, 1, 2, 3),
    data: fc.uint8Array({ maxLength: 20 }),
  });
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 30 }), (packets) => {
      const inbox = createSsiInbox();
      packets.forEach((one, at) => {
        inbox.take(one, at);
        inbox.expire(at);
      });
    }),
  );
});
