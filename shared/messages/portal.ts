import { portal as en } from './en/portal.ts';
import type { Language } from './language.ts';
import { portal as zh, type PortalMessages } from './zh/portal.ts';

export type { PortalMessages } from './zh/portal.ts';

export const portalIn: Record<Language, PortalMessages> = { zh, en };
