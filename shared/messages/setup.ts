import { setup as en } from './en/setup.ts';
import type { Language } from './language.ts';
import { setup as zh, type SetupMessages } from './zh/setup.ts';

export type { SetupMessages } from './zh/setup.ts';

export const setupIn: Record<Language, SetupMessages> = { zh, en };
