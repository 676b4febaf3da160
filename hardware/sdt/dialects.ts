/**
 * What some readers say besides, or instead of, the frames of 1.2 (protocols 1.14), as data. Each rests on one public
 * source and no such reader was seen by us: the driver speaks none of them. They serve to tell a technician what is
 * plugged in; only what was published can be encoded.
 */
import { decodeTextBlock } from './id-card.ts';
import type { CardDecoding } from './id-card-record.ts';
import { PREAMBLE } from './frame.ts';
import { WLT_BYTES } from './photo.ts';
import { TEXT_BLOCK_BYTES } from './text-block.ts';

export const DIALECTS = ['sum-checksum', 'combined-read', 'card-uid', 'outer-wrapper'] as const;
/**
 * `sum-checksum`: old 华视 CVR-100AU. `combined-read`: 东信 (Donsee). `card-uid`: the extra frames of 华视-type modules.
 * `outer-wrapper`: phone and handheld readers, whose frames our parser finds behind the wrapper.
 */
export type Dialect = (typeof DIALECTS)[number];

/** Vendors' commands of one byte, without PARA: LEN 2. */
export const SLEEP = Uint8Array.of(...PREAMBLE, 0x00, 0x02, 0x00, 0x02);
export const WAKE = Uint8Array.of(...PREAMBLE, 0x00, 0x02, 0x01, 0x03);

/** Commands of the CVR-100AU: CMD 00 and these. What its replies look like was not published. */
export const CVR_100AU = { first: 0x01, find: 0x81, select: 0x82, read: 0x83 } as const;

/** As `encodeCommand`, but the last byte is the two's complement of the byte sum. */
export function encodeCvr100au(command: keyof typeof CVR_100AU): Uint8Array {
  const body = [0x00, 0x03, 0x00, CVR_100AU[command]];
  return Uint8Array.of(...PREAMBLE, ...body, -sumOf(body) & 0xff);
}

/** Asks a 华视-type module for the card's UID. Where the UID stands in the reply was not published. */
export const UID_REQUEST = Uint8Array.of(0x02, 0x00, 0x03, 0x32, 0x29, 0xff, 0xe4, 0x03);

/**
 * Handshake of the CVR-100D/R, not needed for SAM commands: this head, ten random bytes, a check and 03. How the check
 * is computed was not published, so it can't be sent.
 */
export const CVR_100D_HANDSHAKE = { head: Uint8Array.of(0x02, 0x00, 0x11, 0x03, 0xcc), randomBytes: 10 } as const;

const COMBINED_READ_HEAD = Uint8Array.of(0xea, 0xeb, 0xec, 0xed, 0x05, 0x05, 0x00, 0xb4);
const COMBINED_READ_BYTES = 1290;

/** Donsee's reply of 1290 bytes: head, text, photo, and two bytes of which nothing is known. Never throws. */
export function decodeCombinedRead(reply: Uint8Array, samId: string | null): CardDecoding {
  const textAt = COMBINED_READ_HEAD.length;
  const photoAt = textAt + TEXT_BLOCK_BYTES;
  if (reply.length !== COMBINED_READ_BYTES || indexOf(reply, COMBINED_READ_HEAD) !== 0) {
    return { ok: false, code: 'malformed-card', document: null, part: 'layout' };
  }
  const photo = new Uint8Array(reply.subarray(photoAt, photoAt + WLT_BYTES));
  return decodeTextBlock(reply.subarray(textAt, photoAt), { photo, samId });
}

const WRAPPERS = [Uint8Array.of(0xaa, 0x05, 0x12, 0xa0, 0x10), new TextEncoder().encode('D&C00040101')];

/** Which dialect do these bytes, heard from a device, look like? Null: none of those that are known. */
export function dialectOf(heard: Uint8Array): Dialect | null {
  return DIALECTS.find((dialect) => MARKS[dialect](heard)) ?? null;
}

const MARKS: Readonly<Record<Dialect, (heard: Uint8Array) => boolean>> = {
  'sum-checksum': hasSumFrame,
  'combined-read': (heard) => indexOf(heard, COMBINED_READ_HEAD) >= 0,
  'card-uid': (heard) => heard.length >= 5 && heard[0] === 0x02 && heard[3] === 0x00 && heard[4] === 0x00,
  'outer-wrapper': (heard) => WRAPPERS.some((wrapper) => indexOf(heard, wrapper) >= 0),
};

/** A frame of 1.2 but for its last byte: all bytes from LEN to the end add up to 0 modulo 256. */
function hasSumFrame(heard: Uint8Array): boolean {
  const lenAt = indexOf(heard, PREAMBLE) + PREAMBLE.length;
  if (lenAt < PREAMBLE.length || heard.length < lenAt + 2) return false;
  const len = (heard[lenAt] ?? 0) * 256 + (heard[lenAt + 1] ?? 0);
  const frame = heard.subarray(lenAt, lenAt + 2 + len);
  return len >= 2 && frame.length === 2 + len && sumOf(frame) % 256 === 0;
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let at = 0; at + wanted.length <= bytes.length; at += 1) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return at;
  }
  return -1;
}

function sumOf(bytes: Iterable<number>): number {
  let sum = 0;
  for (const byte of bytes) sum += byte;
  return sum;
}
