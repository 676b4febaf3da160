import { expect, test } from 'vitest';
import { textBlockOf, wltPhotoOf } from '../simulators/card-image.ts';
import { EXAMPLE_CARD, sandboxCard } from '../testing/cards.ts';
import { decodeBaseMessage } from './base-message.ts';
import {
  CVR_100D_HANDSHAKE,
  SLEEP,
  UID_REQUEST,
  WAKE,
  decodeCombinedRead,
  dialectOf,
  encodeCvr100au,
} from './dialects.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const bytesOf = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

// Bytes as printed in protocols 1.14.
test('what can be said in a dialect is what was published', () => {
  expect(hex(SLEEP)).toBe('AAAAAA966900020002');
  expect(hex(WAKE)).toBe('AAAAAA966900020103');
  expect(hex(encodeCvr100au('find'))).toBe('AAAAAA966900030081' + '7C');
  expect(hex(UID_REQUEST)).toBe('0200033229FFE403');
  const { head, randomBytes } = CVR_100D_HANDSHAKE;
  // 11: the whole of it has 17 bytes, a check and 03 included.
  expect([hex(head), head.length + randomBytes + 2]).toEqual(['02001103CC', 0x11]);
});

test.each([
  ['AA AA AA 96 69 00 03 00 81 7C', 'sum-checksum'],
  ['00 00 AA AA AA 96 69 00 04 00 00 9F 5D', 'sum-checksum'],
  ['EA EB EC ED 05 05 00 B4', 'combined-read'],
  ['02 00 08 00 00 01 02 03 04', 'card-uid'],
  ['AA 05 12 A0 10', 'outer-wrapper'],
  [hex(Buffer.from('D&C00040101')), 'outer-wrapper'],
  // A frame of 1.2 is no dialect, nor is noise.
  ['AA AA AA 96 69 00 04 00 00 90 94', null],
  ['AA AA AA 96 69', null],
  ['AA AA AA 96 69 00 00', null],
  ['AA AA AA 96 69 FF FF 00', null],
  ['02 00 08 00 01', null],
  ['', null],
])('%s is of dialect %s', (text, dialect) => {
  expect(dialectOf(bytesOf(text))).toBe(dialect);
});

test('a combined read holds the same card as the frames of 1.3', () => {
  const head = bytesOf('EA EB EC ED 05 05 00 B4');
  for (const card of [EXAMPLE_CARD, sandboxCard('foreign-2023')]) {
    const reply = Buffer.concat([head, textBlockOf(card), wltPhotoOf(card), Buffer.alloc(2)]);
    const data = Buffer.concat([bytesOf('01 00 04 00'), textBlockOf(card), wltPhotoOf(card)]);
    expect(reply.length).toBe(1290);
    expect(decodeCombinedRead(reply, null)).toEqual(decodeBaseMessage(data, null));
    expect(decodeCombinedRead(reply.subarray(1), null)).toMatchObject({ ok: false, code: 'malformed-card' });
    expect(decodeCombinedRead(Buffer.concat([Buffer.from([0]), reply]).subarray(0, 1290), null)).toMatchObject({
      ok: false,
    });
  }
});
