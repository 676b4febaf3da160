/**
 * Data of the two replies that hold a whole card (protocols 1.3):
 *
 *   30 01   text length 2 | photo length 2 | text | photo
 *   30 10   text length 2 | photo length 2 | fingerprint length 2 | text | photo | fingerprints
 */
import { decodeTextBlock } from './id-card.ts';
import type { CardDecoding } from './id-card-record.ts';

const LENGTH_BYTES = 2;

/** Decodes the data of a good ReadBaseMsg reply (30 01). Never throws. */
export function decodeBaseMessage(data: Uint8Array, samId: string | null): CardDecoding {
  return decode(data, 2, samId);
}

/**
 * Decodes the data of a good ReadBaseFPMsg reply (30 10). The fingerprints are passed over and kept nowhere: only a
 * certified algorithm could compare them, we have none, and what is not kept can't leak (protocols 1.11, 1.16).
 */
export function decodeBaseMessageWithFingerprints(data: Uint8Array, samId: string | null): CardDecoding {
  return decode(data, 3, samId);
}

function decode(data: Uint8Array, lengthCount: number, samId: string | null): CardDecoding {
  const headBytes = lengthCount * LENGTH_BYTES;
  if (data.length < headBytes) return malformed;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const lengths = Array.from({ length: lengthCount }, (_, at) => view.getUint16(at * LENGTH_BYTES));
  const [textBytes = 0, photoBytes = 0] = lengths;
  const wholeBytes = lengths.reduce((sum, length) => sum + length, headBytes);
  if (data.length !== wholeBytes) return malformed;

  const photoAt = headBytes + textBytes;
  // A copy, even of a Buffer (whose own `slice` shares memory): the record outlives the wire.
  const photo = new Uint8Array(data.subarray(photoAt, photoAt + photoBytes));
  return decodeTextBlock(data.subarray(headBytes, photoAt), { photo, samId });
}

const malformed: CardDecoding = { ok: false, code: 'malformed-card', document: null, part: 'layout' };
