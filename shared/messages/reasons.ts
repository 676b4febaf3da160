import { reasons as en } from './en/reasons.ts';
import type { Language } from './language.ts';
import { reasons as zh, type ReasonWords } from './zh/reasons.ts';

export type { ReasonText, ReasonWords } from './zh/reasons.ts';

export const reasonsIn: Record<Language, ReasonWords> = { zh, en };
