import { z } from 'zod';
import { CARD_WARNINGS } from '../identity/card-checks.ts';
import {
  base64Schema,
  dateSchema,
  idSchema,
  instantSchema,
  languageSchema,
  phoneSchema,
  sha256Schema,
} from './scalars.ts';

/** A shopper's request for credit as it is sealed at the kiosk: personal data, readable by the server alone. */

export const CONSENT_PURPOSES = ['credit-enquiry', 'identity-face', 'data-sharing', 'marketing'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];
/** Marketing is asked for and never needed. */
export const REQUIRED_CONSENTS = [
  'credit-enquiry',
  'identity-face',
  'data-sharing',
] as const satisfies readonly ConsentPurpose[];

export const consentRecord = z.object({
  purpose: z.enum(CONSENT_PURPOSES),
  version: z.string(),
  language: languageSchema,
  /** SHA-256 of the very text that was shown. */
  textHash: sha256Schema,
  granted: z.boolean(),
  answeredAt: instantSchema,
});
export type ConsentRecord = z.infer<typeof consentRecord>;

export const INCOME_BANDS = ['under-2000', '2000-4000', '4000-6000', '6000-10000', 'over-10000'] as const;
export type IncomeBand = (typeof INCOME_BANDS)[number];
export const OCCUPATIONS = [
  'farming',
  'employee',
  'self-employed',
  'migrant-worker',
  'public-service',
  'retired',
  'other',
] as const;
export type Occupation = (typeof OCCUPATIONS)[number];

/** What every document says; the kinds add what only they have. */
const commonFields = z.object({
  /** The Chinese name where the card has one, else the English name. */
  name: z.string().min(1).max(60),
  sex: z.enum(['male', 'female', 'unknown', 'not-stated']),
  birth: dateSchema,
  number: z.string().min(15).max(18),
  validFrom: dateSchema,
  validTo: z.union([dateSchema, z.literal('long-term')]),
  samId: z.string().nullable(),
});
const mainlandFields = commonFields.extend({ address: z.string().max(80), authority: z.string().max(40) });
const foreignFields = commonFields.extend({
  englishName: z.string().min(1).max(60),
  /** Empty where the card has none. */
  chineseName: z.string().max(40),
  /** ISO 3166-1 alpha-3 */
  nationality: z.string().length(3),
});
const issueCount = z.int().min(0).max(99);

const residentFields = mainlandFields.extend({ document: z.literal('resident'), ethnicity: z.string().max(20) });
const hmtFields = mainlandFields.extend({
  document: z.literal('hmt'),
  passNumber: z.string().max(9),
  issueCount,
});
const foreignFields2017 = foreignFields.extend({
  document: z.literal('fpr2017'),
  edition: z.string().max(2),
  acceptedBy: z.string().max(4),
});
const foreignFields2023 = foreignFields.extend({
  document: z.literal('fpr2023'),
  authority: z.string().max(40),
  issueCount,
  earlierNumberLink: z.string().max(3),
});

export const cardFieldsSchema = z.discriminatedUnion('document', [
  residentFields,
  hmtFields,
  foreignFields2017,
  foreignFields2023,
]);
export type CardFields = z.infer<typeof cardFieldsSchema>;

/** When the card was read, and what its own fields had against each other. */
const reading = { readAt: instantSchema, warnings: z.array(z.enum(CARD_WARNINGS)) };
export const identitySchema = z.discriminatedUnion('document', [
  residentFields.extend(reading),
  hmtFields.extend(reading),
  foreignFields2017.extend(reading),
  foreignFields2023.extend(reading),
]);
export type Identity = z.infer<typeof identitySchema>;

export const faceSchema = z.object({
  capturedAt: instantSchema,
  /** Confidence of the detector that the picture holds one face, per cent. */
  detectionPercent: z.int().min(0).max(100),
  /** Which detector said so. */
  detector: z.string(),
  matching: z.literal('not-checked'),
  liveness: z.literal('not-checked'),
});
export type Face = z.infer<typeof faceSchema>;

export const phoneVerification = z.discriminatedUnion('status', [
  z.object({ status: z.literal('verified'), verificationId: idSchema, verifiedAt: instantSchema }),
  z.object({ status: z.literal('unverified'), reason: z.literal('offline') }),
]);
export type PhoneVerification = z.infer<typeof phoneVerification>;

export const EVIDENCE_KINDS = ['face', 'card-photo'] as const;
export const evidenceReference = z.object({
  kind: z.enum(EVIDENCE_KINDS),
  mediaType: z.enum(['image/jpeg', 'application/x-wlt']),
  /** Of the content, and of the sealed blob under which it travels. */
  sha256: sha256Schema,
  sealedSha256: sha256Schema,
  bytes: z.int().min(1).max(2_000_000),
});
export type EvidenceReference = z.infer<typeof evidenceReference>;

export const applicationSchema = z.object({
  v: z.literal(1),
  id: idSchema,
  sessionId: idSchema,
  terminalId: idSchema,
  orderId: idSchema,
  /** The scanned text, so that an order taken offline proves itself. */
  orderCode: z.string().max(2_200),
  language: languageSchema,
  createdAt: instantSchema,
  consents: z.array(consentRecord).max(CONSENT_PURPOSES.length),
  identity: identitySchema,
  face: faceSchema,
  phone: phoneSchema,
  phoneVerification,
  incomeBand: z.enum(INCOME_BANDS),
  occupation: z.enum(OCCUPATIONS),
  evidence: z.array(evidenceReference).max(8),
});
export type Application = z.infer<typeof applicationSchema>;

/** Content sealed to the server's key: HPKE base mode, RFC 9180, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
export const sealedSchema = z.object({
  keyId: z.string().max(64),
  enc: base64Schema.max(64),
  ciphertext: base64Schema.max(3_000_000),
});
export type Sealed = z.infer<typeof sealedSchema>;

/**
 * One item of a terminal's queue. `hash` is `hashOf` all other fields; `previousHash` is the hash of the
 * item before it (64 zeros for the first), so a lost, repeated or altered item shows. The header (everything but
 * `sealed` and `hash`) is the associated data of the seal, as canonical JSON.
 */
export const envelopeHeader = z.object({
  v: z.literal(1),
  kind: z.literal('application'),
  id: idSchema,
  terminalId: idSchema,
  /** 1, 2, 3, … per terminal, without a gap. */
  sequence: z.int().min(1),
  previousHash: sha256Schema,
  sealedAt: instantSchema,
  /** SHA-256 of the sealed blobs that must be there before the application is opened. */
  evidence: z.array(sha256Schema).max(8),
});
export const envelopeSchema = envelopeHeader.extend({ sealed: sealedSchema, hash: sha256Schema });
export type EnvelopeHeader = z.infer<typeof envelopeHeader>;
export type Envelope = z.infer<typeof envelopeSchema>;
export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

/** HPKE `info` strings: what a sealed text is, so that one kind can't be passed off as the other. */
export const SEAL_INFO = { application: 'zhanggui/application/v1', evidence: 'zhanggui/evidence/v1' } as const;

export const receiptSchema = z.object({
  status: z.enum(['accepted', 'already-accepted']),
  applicationId: idSchema,
  /** Short reference for people: on the receipt, in SMS, in the portal's search. */
  reference: z.string(),
  sequence: z.int(),
});
export type SyncReceipt = z.infer<typeof receiptSchema>;
