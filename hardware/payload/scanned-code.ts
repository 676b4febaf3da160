/** What a scanned text turned out to be. Parsed once, from the text and (where the scanner tells) the symbology. */
import type { OrderCodePayload } from '#shared/wire/order-code.ts';

export type ScannedCode =
  /** Ours (`ZG1.…`); the signature and the expiry are checked by whoever holds the key. */
  | { readonly kind: 'order-code'; readonly text: string; readonly payload: OrderCodePayload }
  /** A single-use secret, kept out of every log: `reveal()` is the only way to the digits. */
  | { readonly kind: 'payment-code'; readonly provider: PaymentProvider; readonly secret: PaymentSecret }
  | { readonly kind: 'gtin'; readonly format: 'gtin-8' | 'gtin-12' | 'gtin-13' | 'gtin-14'; readonly gtin14: string }
  | { readonly kind: 'gs1'; readonly gtin14: string | null; readonly elements: readonly Gs1Element[] }
  | { readonly kind: 'emv-merchant'; readonly code: EmvMerchantCode }
  /** A web or application link that is none of ours; merchants' payment codes in China mostly are (protocols 2.11). */
  | { readonly kind: 'link'; readonly scheme: string; readonly host: string; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** It begins like a kind above and breaks its rules: said in words, never guessed. */
  | { readonly kind: 'malformed'; readonly of: MalformedKind; readonly reason: MalformedReason };

export const PAYMENT_PROVIDERS = ['wechat-pay', 'alipay', 'unionpay', 'unionpay-emv', 'e-cny'] as const;
export type PaymentProvider = (typeof PAYMENT_PROVIDERS)[number];

export interface PaymentSecret {
  /** The code itself, for the payment service alone, within its minute. */
  reveal(): string;
  /** `13************89`: for screens. `toString` and `toJSON` give this too. */
  readonly masked: string;
  toString(): string;
  toJSON(): string;
}

export interface Gs1Element {
  /** Application identifier, two to four digits. */
  readonly ai: string;
  /** GS1's short title, for instance `GTIN`, `USE BY`. */
  readonly title: string;
  readonly value: string;
}

export interface EmvMerchantCode {
  readonly initiation: 'static' | 'dynamic' | null;
  /** Templates 02–51 by id: text for 02–25, nested fields for 26–51. */
  readonly accounts: readonly { readonly id: string; readonly value: string; readonly fields: readonly EmvField[] }[];
  readonly categoryCode: string;
  /** ISO 4217 numeric. */
  readonly currency: string;
  /** As written; null where the payer enters it. */
  readonly amount: string | null;
  readonly tip: 'ask' | 'fixed' | 'percent' | null;
  readonly country: string;
  readonly name: string;
  readonly city: string;
  readonly postcode: string | null;
  readonly additional: readonly EmvField[];
  readonly otherLanguage: { readonly language: string; readonly name: string; readonly city: string | null } | null;
  readonly unreserved: readonly EmvField[];
}

export interface EmvField {
  readonly id: string;
  readonly value: string;
}

export type MalformedKind = 'order-code' | 'gtin' | 'gs1' | 'emv-merchant';
export type MalformedReason =
  'check-digit' | 'checksum' | 'length' | 'structure' | 'unknown-identifier' | 'missing-field';
