import { anyText, count, countryLetters, date, endOfTerm, holderNumber, sex, someText } from './field-kinds.ts';
import { field } from './text-block.ts';

/** Characters 1 to 35 and 36 to 46. */
const ENGLISH_NAME = [
  { offset: 52, bytes: 70 },
  { offset: 220, bytes: 22 },
];

/** Text block of the foreign permanent resident ID card, edition of 2023 (letter Y; protocols 1.8). */
export const FOREIGN_CARD_2023 = {
  chineseName: field(0, 30, anyText),
  sex: field(30, 2, sex),
  issueCount: field(32, 4, count),
  birth: field(36, 16, date),
  englishName: { places: ENGLISH_NAME, parse: someText },
  number: field(122, 36, holderNumber),
  validFrom: field(188, 16, date),
  validTo: field(204, 16, endOfTerm),
  nationality: field(242, 6, countryLetters),
  earlierNumberLink: field(250, 6, anyText),
} as const;

/** The card names no authority; this is whose card it is (protocols 1.8). */
export const AUTHORITY_2023 = '中华人民共和国国家移民管理局';
