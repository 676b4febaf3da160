import { anyText, count, date, endOfTerm, holderNumber, sex, someText } from './field-kinds.ts';
import { field } from './text-block.ts';

/** Text block of the residence permit for Hong Kong, Macau and Taiwan residents (letter J; protocols 1.8). */
export const HMT_CARD = {
  name: field(0, 30, someText),
  sex: field(30, 2, sex),
  birth: field(36, 16, date),
  address: field(52, 70, anyText),
  number: field(122, 36, holderNumber),
  authority: field(158, 30, anyText),
  validFrom: field(188, 16, date),
  validTo: field(204, 16, endOfTerm),
  passNumber: field(220, 18, anyText),
  issueCount: field(238, 4, count),
} as const;
