import { isCalendarDate, type CalendarDate } from '../calendar/date.ts';
import type { DocumentKind } from './document-kind.ts';
import { parseCitizenNumber } from './number.ts';

/** What the number on a document says of its holder; null where that kind of number does not say it. */
export interface HolderNumber {
  /** First two digits of the address code: where the number was given out. */
  province: string;
  /** Born on this day, as far as the number knows: the number of 2017 has the year without its century. */
  isBornOn: (birth: CalendarDate) => boolean;
  sex: 'male' | 'female' | null;
  nationality: { letters: string } | { digits: string } | null;
}

/** Null where the form, the birth date or the check character is not that of such a document's number. */
export function parseHolderNumber(document: DocumentKind, number: string): HolderNumber | null {
  switch (document) {
    case 'resident':
      return ofCitizen(number);
    case 'hmt':
      // 810000 Hong Kong, 820000 Macau, 830000 Taiwan.
      return /^8[123]/.test(number) ? ofCitizen(number) : null;
    case 'fpr2017':
      return of2017(number);
    case 'fpr2023':
      return of2023(number);
  }
}

function ofCitizen(number: string): HolderNumber | null {
  const parsed = parseCitizenNumber(number);
  if (!parsed) return null;
  const { region, birth, sex } = parsed;
  return { province: region.slice(0, 2), isBornOn: (day) => day === birth, sex, nationality: null };
}

/** Like a citizen's, but 9, two digits of the province and three of the nationality where the address code stands. */
function of2023(number: string): HolderNumber | null {
  const parsed = number.startsWith('9') ? ofCitizen(number) : null;
  return parsed && { ...parsed, province: number.slice(1, 3), nationality: { digits: number.slice(3, 6) } };
}

/** Three letters of the nationality, four digits of the place of acceptance, YYMMDD, one digit, a check digit. */
function of2017(number: string): HolderNumber | null {
  if (!/^[A-Z]{3}\d{12}$/.test(number)) return null;
  if (passportCheckDigit(number.slice(0, 14)) !== number.charAt(14)) return null;
  const yymmdd = number.slice(7, 13);
  if (!['19', '20'].some((century) => isCalendarDate(dashed(`${century}${yymmdd}`)))) return null;
  return {
    province: number.slice(3, 5),
    isBornOn: (day) => day.replaceAll('-', '').slice(2) === yymmdd,
    sex: null,
    nationality: { letters: number.slice(0, 3) },
  };
}

/** ICAO 9303: weights 7 3 1 in turn, A is 10 and Z is 35, sum modulo 10. For digits and capitals only. */
export function passportCheckDigit(characters: string): string {
  const weights = [7, 3, 1];
  const sum = Array.from(characters).reduce((total, character, index) => {
    return total + (weights[index % weights.length] ?? 0) * Number.parseInt(character, 36);
  }, 0);
  return String(sum % 10);
}

function dashed(yyyymmdd: string): string {
  return `${yyyymmdd.slice(0, 4)}-${yyyymmdd.slice(4, 6)}-${yyyymmdd.slice(6)}`;
}
