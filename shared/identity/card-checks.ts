import { ageOn, daysBetween, type CalendarDate } from '../calendar/date.ts';
import { countryNumber } from './country-codes.ts';
import type { DocumentKind } from './document-kind.ts';
import { parseHolderNumber, type HolderNumber } from './holder-number.ts';

/** What the fields of a card must agree on. Dates are calendar dates, `on` is today in China. */
export interface CheckedCard {
  document: DocumentKind;
  number: string;
  birth: CalendarDate;
  sex: 'male' | 'female' | 'unknown' | 'not-stated';
  validFrom: CalendarDate;
  validTo: CalendarDate | 'long-term';
  /** ISO 3166-1 alpha-3, where the card has one. */
  nationality?: string;
}

export const CARD_WARNINGS = [
  'number-invalid',
  'birth-mismatch',
  'sex-mismatch',
  'nationality-mismatch',
  'validity-order',
  'not-yet-valid',
  'expired',
  'birth-in-future',
  'region-unknown',
  'photo-unrecognised',
] as const;
export type CardWarning = (typeof CARD_WARNINGS)[number];

/**
 * The cross checks of a card whose module has already verified it: a mismatch is an alarm, not a typing error.
 * `photo-unrecognised` is for those who hold the photo to say.
 */
export function checkCard(card: CheckedCard, on: CalendarDate): CardWarning[] {
  const number = parseHolderNumber(card.document, card.number);
  const warnings: CardWarning[] = number ? checkAgainst(number, card) : ['number-invalid'];
  if (card.validTo !== 'long-term' && daysBetween(card.validFrom, card.validTo) <= 0) warnings.push('validity-order');
  if (daysBetween(card.validFrom, on) < 0) warnings.push('not-yet-valid');
  if (card.validTo !== 'long-term' && daysBetween(on, card.validTo) < 0) warnings.push('expired');
  if (ageOn(card.birth, on) < 0) warnings.push('birth-in-future');
  return warnings;
}

/** Form, birth date and check character of the number are those of such a document. */
export function isNumberValid({ document, number }: Pick<CheckedCard, 'document' | 'number'>): boolean {
  return parseHolderNumber(document, number) !== null;
}

function checkAgainst(number: HolderNumber, card: CheckedCard): CardWarning[] {
  const warnings: CardWarning[] = [];
  const isSexStated = card.sex === 'male' || card.sex === 'female';
  if (!number.isBornOn(card.birth)) warnings.push('birth-mismatch');
  if (number.sex !== null && isSexStated && number.sex !== card.sex) warnings.push('sex-mismatch');
  if (!agreesOnNationality(number, card)) warnings.push('nationality-mismatch');
  if (!isProvince(number.province, card.document)) warnings.push('region-unknown');
  return warnings;
}

/** A nationality that no table knows is no contradiction. */
function agreesOnNationality(number: HolderNumber, card: CheckedCard): boolean {
  if (number.nationality === null || card.nationality === undefined) return true;
  if ('letters' in number.nationality) return number.nationality.letters === card.nationality;
  const digits = countryNumber(card.nationality);
  return digits === null || digits === number.nationality.digits;
}

/** First two digits of address codes (GB/T 2260). */
const PROVINCES =
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' ');
/** 83 is given to residents of Taiwan, on their permits alone. */
const TAIWAN_PERMITS = '83';

function isProvince(digits: string, document: DocumentKind): boolean {
  return PROVINCES.includes(digits) || (document === 'hmt' && digits === TAIWAN_PERMITS);
}
