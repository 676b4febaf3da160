import { documentKindOf } from './document-kind.ts';
import type { CardDecoding } from './id-card-record.ts';
import { decodeResidentCard } from './resident-card.ts';
import { TEXT_BLOCK_BYTES } from './text-block.ts';

/** Two lengths of two bytes stand before text and photo (protocols 1.3). */
const LENGTHS_BYTES = 4;
/** A WLT photo; other lengths are nothing a resident card holds (protocols 1.11). */
const PHOTO_BYTES = 1024;
const LETTER_OFFSET = 248;

/** Decodes the data of a good ReadBaseMsg reply: text length, photo length, text, photo. Never throws. */
export function decodeBaseMessage(data: Uint8Array, samId: string | null): CardDecoding {
  const malformedLayout: CardDecoding = { ok: false, code: 'malformed-card', part: 'layout' };
  if (data.length < LENGTHS_BYTES) return malformedLayout;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const textBytes = view.getUint16(0);
  const photoBytes = view.getUint16(2);
  if (textBytes !== TEXT_BLOCK_BYTES || photoBytes !== PHOTO_BYTES) return malformedLayout;
  if (data.length !== LENGTHS_BYTES + textBytes + photoBytes) return malformedLayout;

  const text = data.subarray(LENGTHS_BYTES, LENGTHS_BYTES + textBytes);
  const letter = String.fromCharCode(view.getUint16(LENGTHS_BYTES + LETTER_OFFSET, true));
  const kind = documentKindOf(letter);
  if (kind === null) return { ok: false, code: 'unknown-document-letter', letter };
  if (kind !== 'resident') return { ok: false, code: 'unsupported-document', letter };
  // A copy, even of a Buffer (whose own `slice` shares memory): the record outlives the wire.
  return decodeResidentCard(text, new Uint8Array(data.subarray(LENGTHS_BYTES + textBytes)), samId);
}
