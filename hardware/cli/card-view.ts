/** A card as `read-card` shows it: the fields that the document has, masked unless the person asked for all of it. */
import type { CalendarDate } from '#shared/calendar/date.ts';
import type { CardWarning } from '#shared/identity/card-checks.ts';
import { checkCard, isNumberValid } from '#shared/identity/card-checks.ts';
import { maskCitizenNumber, maskName } from '#shared/identity/number.ts';
import type { IdCardRecord } from '../sdt/id-card-record.ts';
import { photoOf } from '../sdt/photo.ts';

export interface CardView {
  readonly document: IdCardRecord['document'];
  readonly name: string;
  readonly chineseName?: string;
  readonly englishName?: string;
  readonly sex: IdCardRecord['sex'];
  readonly ethnicity?: string;
  readonly birth: string;
  readonly address?: string;
  readonly number: string;
  readonly numberValid: boolean;
  readonly authority?: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly passNumber?: string;
  readonly issueCount?: number;
  readonly nationality?: string;
  readonly samId?: string;
  readonly warnings: readonly CardWarning[];
}

/** `on` is today in China, for the checks. */
export function viewCard(record: IdCardRecord, reveal: boolean, on: CalendarDate): CardView {
  const photo = photoOf(record);
  const whole: CardView = {
    document: record.document,
    name: record.name,
    ...namesOf(record),
    sex: record.sex,
    ...('ethnicity' in record && { ethnicity: record.ethnicity }),
    birth: record.birth,
    ...('address' in record && { address: record.address }),
    number: record.number.toUpperCase(),
    numberValid: isNumberValid(record),
    ...('authority' in record && { authority: record.authority }),
    validFrom: record.validFrom,
    validTo: record.validTo,
    ...('passNumber' in record && { passNumber: record.passNumber }),
    ...('issueCount' in record && { issueCount: record.issueCount }),
    ...('nationality' in record && { nationality: record.nationality }),
    ...(record.samId !== null && { samId: record.samId }),
    warnings: [...checkCard(record, on), ...(photo.ok ? [] : [photo.code])],
  };
  return reveal ? whole : masked(whole);
}

/** Whose card it is must not be seen over a technician's shoulder; that it was read well must. */
function masked(card: CardView): CardView {
  const { chineseName, englishName, address, passNumber } = card;
  return {
    ...card,
    name: maskName(card.name),
    ...(chineseName !== undefined && { chineseName: maskName(chineseName) }),
    ...(englishName !== undefined && { englishName: maskName(englishName) }),
    birth: `${card.birth.slice(0, 4)}-**-**`,
    ...(address !== undefined && { address: maskAfter(address, 3) }),
    number: maskCitizenNumber(card.number),
    ...(passNumber !== undefined && { passNumber: maskAfter(passNumber, 2) }),
  };
}

function maskAfter(text: string, shown: number): string {
  const characters = Array.from(text);
  return `${characters.slice(0, shown).join('')}${'*'.repeat(Math.max(0, characters.length - shown))}`;
}

function namesOf(record: IdCardRecord): Pick<CardView, 'chineseName' | 'englishName'> {
  if (!('englishName' in record)) return {};
  const { chineseName, englishName } = record;
  return { ...(chineseName !== '' && { chineseName }), englishName };
}
