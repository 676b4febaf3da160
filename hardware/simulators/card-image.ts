/**
 * Writes what a card holds, byte for byte. Made from the published layouts (protocols 1.6, 1.8, 1.10) on its
 * own, without the driver's tables: a mistake made twice in one place would hide itself.
 */

export type SimulatedCard = SimulatedResident | SimulatedHmt | SimulatedForeigner2017 | SimulatedForeigner2023;

interface SimulatedHolder {
  readonly id: string;
  /** What the sandbox operator reads on the button. */
  readonly label: string;
  readonly note: string;
  /** The name that a reader should show. */
  readonly name: string;
  /** GB/T 2261.1 */
  readonly sex: '0' | '1' | '2' | '9';
  /** `YYYYMMDD`, as are the terms */
  readonly birth: string;
  readonly number: string;
  readonly validFrom: string;
  /** or `长期` */
  readonly validTo: string;
  /** Character at offset 248: the driver knows the kind by it alone. */
  readonly letter: string;
  /** The holder lifts it during the first read. */
  readonly isPulledAwayOnce: boolean;
}

export interface SimulatedResident extends SimulatedHolder {
  readonly layout: 'resident';
  /** GB/T 3304 */
  readonly ethnicityCode: string;
  readonly address: string;
  readonly authority: string;
}

export interface SimulatedHmt extends SimulatedHolder {
  readonly layout: 'hmt';
  readonly address: string;
  readonly authority: string;
  readonly passNumber: string;
  /** Two digits. */
  readonly issues: string;
}

export interface SimulatedForeigner2017 extends SimulatedHolder {
  readonly layout: 'foreign-2017';
  readonly englishName: string;
  readonly chineseName: string;
  readonly nationality: string;
  readonly edition: string;
  readonly acceptedBy: string;
}

export interface SimulatedForeigner2023 extends SimulatedHolder {
  readonly layout: 'foreign-2023';
  readonly englishName: string;
  readonly chineseName: string;
  readonly nationality: string;
  /** Two digits. */
  readonly renewals: string;
  /** Three characters. */
  readonly earlierNumberLink: string;
}

const TEXT_BYTES = 256;
const PHOTO_BYTES = 1024;
/** How every public dump of a WLT picture begins (protocols 1.11); the rest of ours is invented. */
const WLT_HEAD = [0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00, 0x32, 0x00, 0x00, 0xff, 0x85];

export function textBlockOf(card: SimulatedCard): Buffer {
  const block = Buffer.from(' '.repeat(TEXT_BYTES / 2), 'utf16le');
  for (const [offset, bytes, text] of fieldsOf(card)) block.write(text, offset, bytes, 'utf16le');
  block.write(card.letter, 248, 2, 'utf16le');
  return block;
}

/** Offset, bytes, text. */
type Written = readonly [number, number, string];

function fieldsOf(card: SimulatedCard): readonly Written[] {
  switch (card.layout) {
    case 'resident':
      return [...mainlandFields(card), [32, 4, card.ethnicityCode]];
    case 'hmt':
      return [...mainlandFields(card), [220, 18, card.passNumber], [238, 4, card.issues]];
    case 'foreign-2017':
      return [
        [0, 120, card.englishName],
        [120, 2, card.sex],
        [122, 30, card.number],
        [152, 6, card.nationality],
        [158, 30, card.chineseName],
        [188, 16, card.validFrom],
        [204, 16, card.validTo],
        [220, 16, card.birth],
        [236, 4, card.edition],
        [240, 8, card.acceptedBy],
      ];
    case 'foreign-2023':
      return [
        [0, 30, card.chineseName],
        [30, 2, card.sex],
        [32, 4, card.renewals],
        [36, 16, card.birth],
        [52, 70, card.englishName.slice(0, 35)],
        [122, 36, card.number],
        [188, 16, card.validFrom],
        [204, 16, card.validTo],
        [220, 22, card.englishName.slice(35)],
        [242, 6, card.nationality],
        [250, 6, card.earlierNumberLink],
      ];
  }
}

function mainlandFields(card: SimulatedResident | SimulatedHmt): readonly Written[] {
  return [
    [0, 30, card.name],
    [30, 2, card.sex],
    [36, 16, card.birth],
    [52, 70, card.address],
    [122, 36, card.number],
    [158, 30, card.authority],
    [188, 16, card.validFrom],
    [204, 16, card.validTo],
  ];
}

export function wltPhotoOf(card: SimulatedCard): Buffer {
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

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ICAO 9303 over the first 14 characters: weights 7 3 1, A is 10 and Z is 35. */
export function withCheckDigit(characters14: string): string {
  const sum = Array.from(characters14).reduce((total, character, at) => {
    const value = LETTERS.includes(character) ? 10 + LETTERS.indexOf(character) : Number(character);
    return total + value * Number('731'[at % 3]);
  }, 0);
  return characters14 + String(sum % 10);
}
