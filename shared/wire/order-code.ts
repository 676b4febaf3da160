import { z } from 'zod';
import { amountSchema, idSchema, instantSchema } from './scalars.ts';

/**
 * The order code: what the QR on the merchant's screen says. It carries enough of the order to take an
 * application with no server in reach, and an Ed25519 signature of the server, so that neither merchant nor
 * shopper can alter it. Text form: `ZG1.<payload>.<signature>`, both base64url without padding; the signature
 * is over the ASCII bytes `ZG1.<payload>`.
 */
export const orderCodePayload = z.object({
  orderId: idSchema,
  merchantId: idSchema,
  merchant: z.string().min(1).max(60),
  store: z.string().min(1).max(60),
  /** What is bought, in a few words, for the first screen. */
  summary: z.string().min(1).max(80),
  priceFen: amountSchema,
  downPaymentFen: amountSchema,
  expiresAt: instantSchema,
});
export type OrderCodePayload = z.infer<typeof orderCodePayload>;

const PREFIX = 'ZG1';
const FORM = /^ZG1\.([A-Za-z0-9_-]{20,2000})\.([A-Za-z0-9_-]{86})$/;

export interface ReadOrderCode {
  payload: OrderCodePayload;
  /** What the signature covers. */
  signed: Uint8Array;
  signature: Uint8Array;
}

/** The text to be signed for a payload. */
export function orderCodeBody(payload: OrderCodePayload): string {
  return `${PREFIX}.${toBase64Url(new TextEncoder().encode(JSON.stringify(payload)))}`;
}

export function orderCodeText(body: string, signature: Uint8Array): string {
  return `${body}.${toBase64Url(signature)}`;
}

/** The parts of a code, its signature not yet checked; `null` for a text that is no order code of ours. */
export function readOrderCode(text: string): ReadOrderCode | null {
  const match = FORM.exec(text.trim());
  if (!match) return null;
  const [, payloadText = '', signatureText = ''] = match;
  // No bytes have this length in base64; decoding it would throw.
  if (payloadText.length % 4 === 1) return null;
  const payload = orderCodePayload.safeParse(parseJson(fromBase64Url(payloadText)));
  if (!payload.success) return null;
  return {
    payload: payload.data,
    signed: new TextEncoder().encode(`${PREFIX}.${payloadText}`),
    signature: fromBase64Url(signatureText),
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null; // Garbage is an answer here: the caller reports an unreadable code.
  }
}

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}
