import type { Refusal } from '../refusals/refusal.ts';
import { refusals as en } from './en/refusals.ts';
import type { Language } from './language.ts';
import type { RefusalText, RefusalWords } from './refusal-words.ts';
import { refusals as zh } from './zh/refusals.ts';

export type { RefusalText, RefusalWords } from './refusal-words.ts';

export const refusalsIn: Record<Language, RefusalWords> = { zh, en };

/** The words for one refusal, its details worked in. */
export function refusalText(language: Language, refusal: Refusal): RefusalText {
  return refusalsIn[language][refusal.code](refusal.details ?? {});
}
