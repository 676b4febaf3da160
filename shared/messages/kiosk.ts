import { kiosk as en } from './en/kiosk.ts';
import type { Language } from './language.ts';
import { kiosk as zh, type KioskMessages } from './zh/kiosk.ts';

export type { KioskMessages } from './zh/kiosk.ts';

export const kioskIn: Record<Language, KioskMessages> = { zh, en };
