import { documentKindOf, type DocumentKind } from './document-kind.ts';
import { AUTHORITY_2023, FOREIGN_CARD_2023 } from './foreign-card-2023.ts';
import { FOREIGN_CARD_2017 } from './foreign-card-2017.ts';
import { HMT_CARD } from './hmt-card.ts';
import type { CardDecoding, CardPart, IdCardRecord } from './id-card-record.ts';
import { RESIDENT_CARD } from './resident-card.ts';
import { readFields, TEXT_BLOCK_BYTES } from './text-block.ts';

/** What a record holds besides the text. */
export type Accompanying = Pick<IdCardRecord, 'photo' | 'samId'>;

const LETTER_OFFSET = 248;

/** Decodes the 256 bytes of any document. The fields are not checked against each other: see `checkCard`. */
export function decodeTextBlock(block: Uint8Array, rest: Accompanying): CardDecoding {
  if (block.length !== TEXT_BLOCK_BYTES) return { ok: false, code: 'malformed-card', document: null, part: 'layout' };
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const letter = String.fromCharCode(view.getUint16(LETTER_OFFSET, true));
  const document = documentKindOf(letter);
  return document === null ? { ok: false, code: 'unknown-document-letter', letter } : DECODERS[document](block, rest);
}

const DECODERS: Readonly<Record<DocumentKind, (block: Uint8Array, rest: Accompanying) => CardDecoding>> = {
  resident: (block, rest) => {
    const read = readFields(block, RESIDENT_CARD);
    if (!read.ok) return malformed('resident', read.part);
    return { ok: true, record: { document: 'resident', ...read.values, ...rest } };
  },
  hmt: (block, rest) => {
    const read = readFields(block, HMT_CARD);
    if (!read.ok) return malformed('hmt', read.part);
    return { ok: true, record: { document: 'hmt', ...read.values, ...rest } };
  },
  fpr2017: (block, rest) => {
    const read = readFields(block, FOREIGN_CARD_2017);
    if (!read.ok) return malformed('fpr2017', read.part);
    const { values } = read;
    return { ok: true, record: { document: 'fpr2017', name: nameToShow(values), ...values, ...rest } };
  },
  fpr2023: (block, rest) => {
    const read = readFields(block, FOREIGN_CARD_2023);
    if (!read.ok) return malformed('fpr2023', read.part);
    const { values } = read;
    const given = { name: nameToShow(values), authority: AUTHORITY_2023 };
    return { ok: true, record: { document: 'fpr2023', ...given, ...values, ...rest } };
  },
};

function nameToShow({ chineseName, englishName }: { chineseName: string; englishName: string }): string {
  return chineseName === '' ? englishName : chineseName;
}

function malformed(document: DocumentKind, part: CardPart): CardDecoding {
  return { ok: false, code: 'malformed-card', document, part };
}
