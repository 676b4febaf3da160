import { ageOn, daysBetween, type CalendarDate } from '../calendar/date.ts';
import { parseCitizenNumber } from './number.ts';

/** What the fields of a resident card must agree on. Dates are calendar dates, `on` is today in China. */
export interface CheckedCard {
  number: string;
  birth: CalendarDate;
  sex: 'male' | 'female' | 'unknown' | 'not-stated';
  validFrom: CalendarDate;
  validTo: CalendarDate | 'long-term';
}

export const CARD_WARNINGS = [
  'number-invalid',
  'birth-mismatch',
  'sex-mismatch',
  'validity-order',
  'not-yet-valid',
  'expired',
  'birth-in-future',
] as const;
export type CardWarning = (typeof CARD_WARNINGS)[number];

/** The cross checks of a card whose module has already verified it: a mismatch is an alarm, not a typing error. */
export function checkCard(card: CheckedCard, on: CalendarDate): CardWarning[] {
  const warnings: CardWarning[] = [];
  const number = parseCitizenNumber(card.number);
  if (!number) warnings.push('number-invalid');
  if (number && number.birth !== card.birth) warnings.push('birth-mismatch');
  if (number && (card.sex === 'male' || card.sex === 'female') && number.sex !== card.sex)
    warnings.push('sex-mismatch');
  if (card.validTo !== 'long-term' && daysBetween(card.validFrom, card.validTo) <= 0) warnings.push('validity-order');
  if (daysBetween(card.validFrom, on) < 0) warnings.push('not-yet-valid');
  if (card.validTo !== 'long-term' && daysBetween(on, card.validTo) < 0) warnings.push('expired');
  if (ageOn(card.birth, on) < 0) warnings.push('birth-in-future');
  return warnings;
}
