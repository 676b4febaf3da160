import { ethnicityName } from './ethnicity.ts';
import type { CardDecoding, CardPart, IdCardRecord } from './id-card-record.ts';
import { fieldDate, fieldText } from './text-block.ts';

/** Text block of the resident card (GA/T 490; protocols 1.6). */
const PLACES = {
  name: { offset: 0, bytes: 30 },
  sex: { offset: 30, bytes: 2 },
  ethnicity: { offset: 32, bytes: 4 },
  birth: { offset: 36, bytes: 16 },
  address: { offset: 52, bytes: 70 },
  number: { offset: 122, bytes: 36 },
  authority: { offset: 158, bytes: 30 },
  validFrom: { offset: 188, bytes: 16 },
  validTo: { offset: 204, bytes: 16 },
} as const;

/** GB/T 2261.1. */
const SEXES: ReadonlyMap<string, IdCardRecord['sex']> = new Map([
  ['0', 'unknown'],
  ['1', 'male'],
  ['2', 'female'],
  ['9', 'not-stated'],
]);

const LONG_TERM = '长期';

/** `block` must be the 256 bytes of a resident card; the fields are not checked against each other. */
export function decodeResidentCard(block: Uint8Array, photo: Uint8Array, samId: string | null): CardDecoding {
  const text = (part: keyof typeof PLACES): string => fieldText(block, PLACES[part]);
  const texts = { name: text('name'), address: text('address'), number: text('number'), authority: text('authority') };
  const broken = brokenText(texts);
  if (broken !== null) return malformed(broken);

  const sex = SEXES.get(text('sex'));
  if (sex === undefined) return malformed('sex');
  const birth = fieldDate(text('birth'));
  if (birth === null) return malformed('birth');
  const validFrom = fieldDate(text('validFrom'));
  if (validFrom === null) return malformed('validFrom');
  const validTo = text('validTo') === LONG_TERM ? 'long-term' : fieldDate(text('validTo'));
  if (validTo === null) return malformed('validTo');

  const ethnicity = ethnicityName(text('ethnicity'));
  const number = texts.number.toUpperCase();
  const record = {
    ...texts,
    document: 'resident',
    number,
    sex,
    ethnicity,
    birth,
    validFrom,
    validTo,
    photo,
    samId,
  } as const;
  return { ok: true, record };
}

/** A card without a name or number, or with half a character, was not read as it was written. */
function brokenText(texts: Pick<IdCardRecord, 'name' | 'address' | 'number' | 'authority'>): CardPart | null {
  if (texts.name === '') return 'name';
  if (texts.number === '') return 'number';
  const parts = ['name', 'address', 'number', 'authority'] as const;
  return parts.find((part) => texts[part].includes('\uFFFD')) ?? null;
}

function malformed(part: CardPart): CardDecoding {
  return { ok: false, code: 'malformed-card', part };
}
