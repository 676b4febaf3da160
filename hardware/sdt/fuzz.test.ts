/** Hostile bytes: 200,000 of them per parser, some near to what is right. Nothing throws, hangs or grows. */
import { expect, test } from 'vitest';
import { replyFrame } from '../simulators/sdt-wire.ts';
import { textBlockOf, wltPhotoOf } from '../simulators/card-image.ts';
import { SANDBOX_CARDS } from '../simulators/people.ts';
import { decodeBaseMessage, decodeBaseMessageWithFingerprints } from './base-message.ts';
import { decodeCombinedRead, dialectOf } from './dialects.ts';
import { createReplyParser } from './frame.ts';
import { photoOf } from './photo.ts';
import { samIdText } from './sam-id.ts';

const TOTAL_BYTES = 200_000;
const SEED = 20261122;

/** Numbers from 0 up to below `limit`, the same in every run (xorshift). */
function createDice(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

function mutate(bytes: Uint8Array, dice: (limit: number) => number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  for (let count = dice(6); count > 0 && changed.length > 0; count -= 1) changed[dice(changed.length)] = dice(256);
  return dice(4) === 0 ? changed.subarray(0, dice(changed.length + 1)) : changed;
}

const parts = SANDBOX_CARDS.map((card) => ({ text: textBlockOf(card), photo: wltPhotoOf(card) }));
const baseMessages = parts.map(({ text, photo }) => Buffer.concat([Buffer.from([1, 0, 4, 0]), text, photo]));
const fingerMessages = parts.map(({ text, photo }) => Buffer.concat([Buffer.from([1, 0, 4, 0, 0, 0]), text, photo]));
const combinedReads = parts.map(({ text, photo }) =>
  Buffer.concat([Buffer.from('EAEBECED050500B4', 'hex'), text, photo, Buffer.alloc(2)]),
);
const frames = baseMessages.map((data) => replyFrame({ sw: [0, 0, 0x90], data }));

const decode = (decoder: typeof decodeBaseMessage) => (bytes: Uint8Array) => {
  const decoded = decoder(bytes, null);
  if (decoded.ok) photoOf(decoded.record);
};
const parser = createReplyParser();

test.each<[string, readonly Uint8Array[], (bytes: Uint8Array) => unknown]>([
  ['the base message', baseMessages, decode(decodeBaseMessage)],
  ['the base message with fingerprints', fingerMessages, decode(decodeBaseMessageWithFingerprints)],
  ['the combined read', combinedReads, decode(decodeCombinedRead)],
  ['the module number', [Buffer.alloc(16)], samIdText],
  ['the marks of dialects', [...frames, ...combinedReads], dialectOf],
  ['frames', frames, (bytes) => parser.push(bytes)],
])('%s takes anything', (_, seeds, parse) => {
  const dice = createDice(SEED);
  let bytesDone = 0;
  while (bytesDone < TOTAL_BYTES) {
    const seed = seeds[dice(seeds.length)] ?? new Uint8Array();
    const bytes = dice(8) === 0 ? Uint8Array.from({ length: 1 + dice(1400) }, () => dice(256)) : mutate(seed, dice);
    parse(bytes);
    bytesDone += bytes.length + 1;
  }
  parser.expire();
  expect(parser.isPending()).toBe(false);
});
