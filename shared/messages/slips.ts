import { slips as en } from './en/slips.ts';
import type { Language } from './language.ts';
import { slips as zh, type SlipTexts } from './zh/slips.ts';

export type { SlipTexts } from './zh/slips.ts';

export const slipsIn: Record<Language, SlipTexts> = { zh, en };
