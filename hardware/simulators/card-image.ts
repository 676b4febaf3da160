/**
 * Writes what a card holds, byte for byte. Made from the published layout (protocols 1.6, 1.10) on its
 * own, without the driver's tables: a mistake made twice in one place would hide itself.
 */

export interface SimulatedCard {
  readonly id: string;
  /** What the sandbox operator reads on the button. */
  readonly label: string;
  readonly note: string;
  readonly name: string;
  /** GB/T 2261.1 */
  readonly sex: '0' | '1' | '2' | '9';
  /** GB/T 3304 */
  readonly ethnicityCode: string;
  /** `YYYYMMDD`, as are the terms */
  readonly birth: string;
  readonly address: string;
  readonly number: string;
  readonly authority: string;
  readonly validFrom: string;
  /** or `长期` */
  readonly validTo: string;
  /** Character at offset 248. */
  readonly letter: string;
  /** The holder lifts it during the first read. */
  readonly isPulledAwayOnce: boolean;
}

const TEXT_BYTES = 256;
const PHOTO_BYTES = 1024;
/** How every public dump of a WLT picture begins (protocols 1.11); the rest of ours is invented. */
const WLT_HEAD = [0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00, 0x32, 0x00, 0x00, 0xff, 0x85];

export function textBlockOf(card: SimulatedCard): Buffer {
  const block = Buffer.from(' '.repeat(TEXT_BYTES / 2), 'utf16le');
  block.write(card.name, 0, 30, 'utf16le');
  block.write(card.sex, 30, 2, 'utf16le');
  block.write(card.ethnicityCode, 32, 4, 'utf16le');
  block.write(card.birth, 36, 16, 'utf16le');
  block.write(card.address, 52, 70, 'utf16le');
  block.write(card.number, 122, 36, 'utf16le');
  block.write(card.authority, 158, 30, 'utf16le');
  block.write(card.validFrom, 188, 16, 'utf16le');
  block.write(card.validTo, 204, 16, 'utf16le');
  block.write(card.letter, 248, 2, 'utf16le');
  return block;
}

export function photoOf(card: SimulatedCard): Buffer {
  const photo = Buffer.alloc(PHOTO_BYTES);
  for (let at = 0; at < PHOTO_BYTES; at += 1) photo[at] = (at * 7 + card.id.length * 31) % 256;
  photo.set(WLT_HEAD);
  return photo;
}

const CHECK_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** ISO 7064 MOD 11-2 over the first 17 digits. */
export function withCheckCharacter(digits17: string): string {
  const sum = CHECK_WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits17[at]), 0);
  return digits17 + '10X98765432'.charAt(sum % 11);
}
