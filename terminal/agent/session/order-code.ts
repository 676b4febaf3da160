import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import { readOrderCode, type OrderCodePayload } from '#shared/wire/order-code.ts';

/** Raw Ed25519 public key (32 bytes, base64url), as the profile carries it. Throws where it is none. */
export function orderCodeKey(raw: string): KeyObject {
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: raw } });
}

/** Whether a scanned text is an order of this merchant, signed by the server and not expired. No I/O. */
export function checkOrderCode(
  text: string,
  expected: { key: KeyObject; merchantId: string; now: number },
): Result<OrderCodePayload> {
  const code = readOrderCode(text);
  if (!code) return refuse('order-code-unreadable');
  if (!verify(null, code.signed, expected.key, code.signature)) return refuse('order-code-forged');
  if (code.payload.merchantId !== expected.merchantId) return refuse('order-other-merchant');
  if (code.payload.expiresAt <= expected.now) return refuse('order-code-expired');
  return done(code.payload);
}
