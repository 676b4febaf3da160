/** What a resident card says about its holder. Personal data: never log it, keep it no longer than the step needs. */
export interface IdCardRecord {
  readonly document: 'resident';
  readonly name: string;
  readonly sex: 'male' | 'female' | 'unknown' | 'not-stated';
  /** Chinese name of the ethnicity without 族, or 未知. */
  readonly ethnicity: string;
  /** `YYYY-MM-DD` */
  readonly birth: string;
  readonly address: string;
  /** 18 characters as stored, the final X in upper case; not checked here. */
  readonly number: string;
  readonly authority: string;
  /** `YYYY-MM-DD` */
  readonly validFrom: string;
  /** `YYYY-MM-DD`, or `long-term` */
  readonly validTo: string;
  /** 1024 bytes of WLT, opaque: only licensed libraries decode it (protocols 1.11). */
  readonly photo: Uint8Array;
  /** Number of the module that read and verified the card, for the file. */
  readonly samId: string | null;
}

/** A field that made the block unreadable. The value is never part of a refusal. */
export type CardPart =
  'layout' | 'name' | 'sex' | 'birth' | 'address' | 'number' | 'authority' | 'validFrom' | 'validTo';

export type CardDecoding =
  | { readonly ok: true; readonly record: IdCardRecord }
  | { readonly ok: false; readonly code: 'unsupported-document'; readonly letter: string }
  | { readonly ok: false; readonly code: 'unknown-document-letter'; readonly letter: string }
  | { readonly ok: false; readonly code: 'malformed-card'; readonly part: CardPart };
