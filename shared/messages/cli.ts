import { cli as en } from './en/cli.ts';
import type { Language } from './language.ts';
import { cli as zh, type CliMessages } from './zh/cli.ts';

export type { CliMessages } from './zh/cli.ts';

export const cliIn: Record<Language, CliMessages> = { zh, en };
