import { anyText, date, endOfTerm, ethnicity, holderNumber, sex, someText } from './field-kinds.ts';
import { field } from './text-block.ts';

/** Text block of the resident card (GA/T 490; protocols 1.6). */
export const RESIDENT_CARD = {
  name: field(0, 30, someText),
  sex: field(30, 2, sex),
  ethnicity: field(32, 4, ethnicity),
  birth: field(36, 16, date),
  address: field(52, 70, anyText),
  number: field(122, 36, holderNumber),
  authority: field(158, 30, anyText),
  validFrom: field(188, 16, date),
  validTo: field(204, 16, endOfTerm),
} as const;
