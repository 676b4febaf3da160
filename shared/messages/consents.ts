import { sha256Hex } from '../wire/hash.ts';
import { consents as en } from './en/consents.ts';
import type { Language } from './language.ts';
import { consents as zh, type Consents, type ConsentText } from './zh/consents.ts';

export type { Consents, ConsentText };

/** Grows whenever a word of a consent changes, in any language. */
export const CONSENT_VERSION = '2026-11b';

export const consentsIn: Record<Language, Consents> = { zh, en };

/** What a consent record carries: SHA-256 of the short and the full text that were within reach. */
export function consentTextHash(text: ConsentText): string {
  return sha256Hex(text.short + text.full);
}
