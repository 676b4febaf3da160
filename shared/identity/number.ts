import type { CalendarDate } from '../calendar/date.ts';
import { isCalendarDate } from '../calendar/date.ts';

/**
 * The citizen number of 18 characters: address code, birth, serial (odd: male), check character.
 * Source: GB 11643; check character by ISO 7064 MOD 11-2.
 */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

export interface CitizenNumber {
  /** Address code of the place of first registration, six digits (GB/T 2260, often retired since). */
  region: string;
  birth: CalendarDate;
  sex: 'male' | 'female';
}

/** The check character that belongs to the first 17 digits. */
export function citizenCheckCharacter(digits17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits17[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** What a number says, or `null` where its form, its birth date or its check character is wrong. */
export function parseCitizenNumber(number: string): CitizenNumber | null {
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return null;
  if (citizenCheckCharacter(number) !== number.charAt(17)) return null;
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isCalendarDate(birth)) return null;
  return { region: number.slice(0, 6), birth, sex: Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female' };
}

/**
 * The number of 18 characters that a number of 15 digits (given out until 1999) became: the century 19 and the check
 * character were added. Null where it is none, its birth date included.
 */
export function fromFifteenDigits(number: string): string | null {
  if (!/^[1-9]\d{14}$/.test(number)) return null;
  const digits17 = `${number.slice(0, 6)}19${number.slice(6)}`;
  const number18 = `${digits17}${citizenCheckCharacter(digits17)}`;
  return parseCitizenNumber(number18) && number18;
}

/** `110***********0014`: enough for the holder to know it, too little for anybody else. */
export function maskCitizenNumber(number: string): string {
  return `${number.slice(0, 3)}${'*'.repeat(Math.max(0, number.length - 7))}${number.slice(-4)}`;
}

/** `张*`, `欧**`: the first character and a star for each other one. */
export function maskName(name: string): string {
  const characters = Array.from(name);
  return `${characters[0] ?? ''}${'*'.repeat(Math.max(0, characters.length - 1))}`;
}
