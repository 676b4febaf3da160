import type { CalendarDate } from '#shared/calendar/date.ts';
import type { DocumentKind } from './document-kind.ts';

/** What a card says about its holder. Personal data: never log it, keep it no longer than the step needs. */
export type IdCardRecord = ResidentRecord | HmtRecord | ForeignRecord2017 | ForeignRecord2023;

interface CommonRecord {
  /** The name to show: the Chinese one where the card has one, else the English one. */
  readonly name: string;
  readonly sex: 'male' | 'female' | 'unknown' | 'not-stated';
  readonly birth: CalendarDate;
  /** As stored, in upper case; not checked here. */
  readonly number: string;
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate | 'long-term';
  /** 1024 bytes of WLT, opaque: only licensed libraries decode it (protocols 1.11). As stored: see `photoOf`. */
  readonly photo: Uint8Array;
  /** Number of the module that read and verified the card, for the file. */
  readonly samId: string | null;
}

/** Resident identity card (protocols 1.6). */
export interface ResidentRecord extends CommonRecord {
  readonly document: 'resident';
  /** Chinese name of the ethnicity without 族, or 未知. */
  readonly ethnicity: string;
  readonly address: string;
  readonly authority: string;
}

/** Residence permit for Hong Kong, Macau and Taiwan residents (letter J, protocols 1.8). */
export interface HmtRecord extends CommonRecord {
  readonly document: 'hmt';
  readonly address: string;
  readonly authority: string;
  /** Travel permit, nine characters: H or M and eight digits; Taiwan: eight digits. As stored. */
  readonly passNumber: string;
  /** 0 where the card leaves it blank. */
  readonly issueCount: number;
}

/** Foreign permanent resident ID card, edition of 2017 (letter I, protocols 1.8). */
export interface ForeignRecord2017 extends CommonRecord {
  readonly document: 'fpr2017';
  readonly englishName: string;
  /** Empty where the card has none. */
  readonly chineseName: string;
  /** ISO 3166-1 alpha-3 */
  readonly nationality: string;
  /** Edition of the document, as stored. */
  readonly edition: string;
  /** Code of the accepting authority, four characters. */
  readonly acceptedBy: string;
}

/** Foreign permanent resident ID card, edition of 2023 (letter Y, protocols 1.8). */
export interface ForeignRecord2023 extends CommonRecord {
  readonly document: 'fpr2023';
  readonly englishName: string;
  /** Empty where the card has none. */
  readonly chineseName: string;
  /** ISO 3166-1 alpha-3 */
  readonly nationality: string;
  /** The card names none; what is shown in its place (protocols 1.8). */
  readonly authority: string;
  /** Renewals; 0 where the card leaves it blank. */
  readonly issueCount: number;
  /** Three characters that lead to the holder's earlier number; empty where there are none. */
  readonly earlierNumberLink: string;
}

/** A field that made the block unreadable. The value is never part of a refusal. */
export type CardPart =
  | 'layout'
  | 'name'
  | 'englishName'
  | 'chineseName'
  | 'sex'
  | 'ethnicity'
  | 'birth'
  | 'address'
  | 'number'
  | 'authority'
  | 'validFrom'
  | 'validTo'
  | 'passNumber'
  | 'issueCount'
  | 'nationality'
  | 'edition'
  | 'acceptedBy'
  | 'earlierNumberLink';

export type CardDecoding =
  | { readonly ok: true; readonly record: IdCardRecord }
  | { readonly ok: false; readonly code: 'unknown-document-letter'; readonly letter: string }
  | {
      readonly ok: false;
      readonly code: 'malformed-card';
      readonly document: DocumentKind | null;
      readonly part: CardPart;
    };
