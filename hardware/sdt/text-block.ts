/** Fields of the 256-byte text block: GB 13000 UCS-2, little endian, padded at the end with U+0020 (GA/T 490). */

export interface FieldPlace {
  readonly offset: number;
  readonly bytes: number;
}

export const TEXT_BLOCK_BYTES = 256;

// ignoreBOM: U+FEFF would be a character of the card, not a mark to swallow.
const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });

/** The field without its padding. A broken surrogate pair comes out as U+FFFD. */
export function fieldText(block: Uint8Array, place: FieldPlace): string {
  return utf16.decode(block.subarray(place.offset, place.offset + place.bytes)).replace(/[ \0]+$/, '');
}

/** `YYYYMMDD` to `YYYY-MM-DD`; null if it is no day of the calendar. */
export function fieldDate(text: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (match === null) return null;
  const iso = `${match[1]}-${match[2]}-${match[3]}`;
  const instant = new Date(`${iso}T00:00:00Z`);
  // Date accepts 30 February and rolls on, so the way back must give the same day.
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso) ? iso : null;
}
