import { z } from 'zod';

/**
 * A refusal is an answer the business expects: a value with a stable code, never an exception. The text a
 * person reads comes from the message table by code; the details are numbers and words that text needs,
 * never personal data.
 */
export const REFUSAL_CODES = [
  // the order
  'order-code-unreadable',
  'scan-is-payment-code',
  'scan-is-goods',
  'scan-is-other-code',
  'order-code-forged',
  'order-code-expired',
  'order-not-found',
  'order-not-open',
  'order-other-merchant',
  'down-payment-too-high',
  'amount-out-of-range',
  'goods-not-found',
  // identity
  'card-taken-away',
  'card-damaged',
  'card-not-genuine',
  'card-unsupported',
  'card-expired',
  'card-inconsistent',
  'reader-lost',
  'reader-fault',
  // devices
  'device-not-assigned',
  'device-not-answering',
  'device-address-wrong',
  'device-taken',
  'printer-paper-end',
  'printer-cover-open',
  'printer-fault',
  'printer-lost',
  // face
  'no-face',
  'several-faces',
  'face-too-small',
  'picture-unreadable',
  'camera-unavailable',
  // phone
  'phone-malformed',
  'code-wrong',
  'code-expired',
  'code-locked',
  'code-too-soon',
  'code-not-requested',
  'phone-not-verified',
  // the application
  'consent-missing',
  'not-allowed-here',
  'application-not-found',
  'application-not-offered',
  'offer-expired',
  'plan-changed',
  'statement-not-read',
  'signature-empty',
  'already-signed',
  // the loan
  'loan-not-found',
  'loan-changed',
  'loan-not-open',
  'value-date-in-future',
  'value-date-too-early',
  'amount-above-paid',
  'credit-balance-too-low',
  'charge-above-ceiling',
  'rate-above-ceiling',
  'transaction-not-found',
  'not-undoable',
  'schedule-not-possible',
  'day-already-closed',
  'closing-under-way',
  // repaying at the counter
  'repayment-not-found',
  'repayment-amount-changed',
  'repayment-nothing-due',
  'scan-has-no-reference',
  'payment-code-wanted',
  'payment-refused',
  'payment-service-silent',
  // sync
  'sequence-gap',
  'chain-broken',
  'envelope-unreadable',
  'evidence-missing',
  'content-conflict',
  'vault-full',
  'vault-write-failed',
  // setting a terminal up
  'enrolment-code-wrong',
  'enrolment-code-expired',
  'enrolment-not-kept',
  'setup-code-wrong',
  'setup-locked',
  'setup-not-finished',
  'setup-not-kept',
  'too-many-tries',
  // access
  'terminal-unknown',
  'not-permitted',
  'not-signed-in',
  'offline',
  'server-fault',
] as const;

export const refusalCode = z.enum(REFUSAL_CODES);
export type RefusalCode = z.infer<typeof refusalCode>;

export const refusal = z.object({
  code: refusalCode,
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export interface Refusal {
  code: RefusalCode;
  details?: Record<string, string | number> | undefined;
}

export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export function done<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refuse(code: RefusalCode, details?: Record<string, string | number>): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: details === undefined ? { code } : { code, details } };
}

/** The wire form of a `Result` whose value has the given schema. */
export function resultOf<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), refusal }),
  ]);
}
