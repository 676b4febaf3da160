import { anyText, countryLetters, date, endOfTerm, holderNumber, sex, someText } from './field-kinds.ts';
import { field } from './text-block.ts';

/** Text block of the foreign permanent resident ID card, edition of 2017 (letter I; protocols 1.8). */
export const FOREIGN_CARD_2017 = {
  englishName: field(0, 120, someText),
  sex: field(120, 2, sex),
  number: field(122, 30, holderNumber),
  nationality: field(152, 6, countryLetters),
  chineseName: field(158, 30, anyText),
  validFrom: field(188, 16, date),
  validTo: field(204, 16, endOfTerm),
  birth: field(220, 16, date),
  edition: field(236, 4, anyText),
  acceptedBy: field(240, 8, anyText),
} as const;
