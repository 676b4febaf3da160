import { statement as en } from './en/statement.ts';
import type { Language } from './language.ts';
import { statement as zh, type StatementTexts } from './zh/statement.ts';

export const statementIn: Record<Language, StatementTexts> = { zh, en };
