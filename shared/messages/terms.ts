import { terms as en } from './en/terms.ts';
import type { Language } from './language.ts';
import { terms as zh, type Terms } from './zh/terms.ts';

export const termsIn: Record<Language, Terms> = { zh, en };
