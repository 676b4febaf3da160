import { z } from 'zod';
import { contractSchema, signatureSchema } from '../lending/contract.ts';
import { APPLICATION_STATUSES, offerSchema, reasonCode } from './decision.ts';
import {
  amountSchema,
  dateSchema,
  idSchema,
  instantSchema,
  languageSchema,
  phoneSchema,
  sha256Schema,
  base64Schema,
} from './scalars.ts';

/**
 * What a terminal and the server say to each other: inputs and outputs of the server's terminal router.
 * Every procedure answers with a `Result` (shared/refusals).
 */

/** What an enrolled terminal knows of itself and keeps for the time without a line. Keys are raw 32-byte public keys, base64url. */
export const terminalProfile = z.object({
  terminalId: idSchema,
  /** Short name on the panel and in references, e.g. A7. */
  label: z.string().regex(/^[A-Z]\d{1,3}$/),
  merchantId: idSchema,
  merchant: z.string(),
  storeId: idSchema,
  store: z.string(),
  sealingKeyId: z.string(),
  /** X25519, raw. */
  sealingKey: z.string(),
  /** Ed25519, raw. */
  orderCodeKey: z.string(),
  sandbox: z.boolean(),
});
export type TerminalProfile = z.infer<typeof terminalProfile>;

/** The file a terminal gets at enrolment: its profile and its own private key (Ed25519, JWK), kept with mode 0600. */
export const enrolmentSchema = z.object({
  profile: terminalProfile,
  privateKey: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), d: z.string(), x: z.string() }),
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

export const orderView = z.object({
  orderId: idSchema,
  merchant: z.string(),
  store: z.string(),
  summary: z.string(),
  /** Empty when the order is known from its code alone. */
  lines: z.array(z.object({ name: z.string(), quantity: z.int(), amountFen: amountSchema })),
  priceFen: amountSchema,
  downPaymentFen: amountSchema,
  principalFen: amountSchema,
  expiresAt: instantSchema,
});
export type OrderView = z.infer<typeof orderView>;

/** Where the shopper stands, for the merchant's eyes: steps, never contents. */
export const PROGRESS_STEPS = [
  'order',
  'consent',
  'identity',
  'face',
  'contact',
  'review',
  'submitted',
  'offers',
  'cost-statement',
  'contract',
  'receipt',
  'left',
] as const;
export type ProgressStep = (typeof PROGRESS_STEPS)[number];

export const phoneCodeSent = z.object({ phoneMasked: z.string(), resendAt: instantSchema, expiresAt: instantSchema });
export const phoneVerified = z.object({ verificationId: idSchema, verifiedAt: instantSchema });

export const evidencePut = z.object({
  sealedSha256: sha256Schema,
  keyId: z.string().max(64),
  enc: base64Schema.max(64),
  ciphertext: base64Schema.max(3_000_000),
});

export const receiptView = z.object({
  reference: z.string(),
  contractNumber: z.string(),
  /** SHA-256 of the PDF's bytes. */
  contractSha256: sha256Schema,
  bookedAt: instantSchema,
  loanId: idSchema,
  principalFen: amountSchema,
  terms: z.int(),
  instalmentFen: amountSchema,
  totalFen: amountSchema,
  firstDueOn: dateSchema,
  merchant: z.string(),
  lender: z.string(),
});
export type ReceiptView = z.infer<typeof receiptView>;

/** The whole of what the counter may know about an application. */
export const applicationState = z.object({
  applicationId: idSchema,
  reference: z.string(),
  status: z.enum(APPLICATION_STATUSES),
  reasons: z.array(reasonCode),
  limitFen: amountSchema.nullable(),
  offer: offerSchema.nullable(),
  receipt: receiptView.nullable(),
});
export type ApplicationState = z.infer<typeof applicationState>;

export const signedDocument = z.object({
  hash: sha256Schema,
  shownAt: instantSchema,
  signedAt: instantSchema,
  signature: signatureSchema,
});
export type SignedDocument = z.infer<typeof signedDocument>;

/** Inputs of the terminal router's procedures, by path. */
export const terminalInputs = {
  'orders.byCode': z.object({ code: z.string().max(2_200) }),
  'orders.progress': z.object({ orderId: idSchema, sessionId: idSchema, step: z.enum(PROGRESS_STEPS) }),
  'phone.requestCode': z.object({ sessionId: idSchema, phone: phoneSchema, language: languageSchema }),
  'phone.verifyCode': z.object({ sessionId: idSchema, phone: phoneSchema, code: z.string().regex(/^\d{6}$/) }),
  'evidence.put': evidencePut,
  'applications.state': z.object({ applicationId: idSchema }),
  /** Tells the server that a phone left unverified offline has been verified since; the application is decided again. */
  'applications.phoneVerified': z.object({ applicationId: idSchema, verificationId: idSchema }),
  'applications.withdraw': z.object({ applicationId: idSchema }),
  'contracts.prepare': z.object({
    applicationId: idSchema,
    offerId: idSchema,
    planHash: sha256Schema,
    language: languageSchema,
  }),
  'contracts.sign': z.object({
    commandId: idSchema,
    applicationId: idSchema,
    planHash: sha256Schema,
    costStatement: signedDocument,
    contract: signedDocument,
  }),
} as const;

/** Answer of `contracts.prepare`: the contract holds the plan and the cost statement. */
export const preparedContract = z.object({ contract: contractSchema });
