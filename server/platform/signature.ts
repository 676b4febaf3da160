import { createHmac, timingSafeEqual } from 'node:crypto';

/** How we and the services outside know each other's bodies: hex HMAC-SHA256 under a shared key, in this header. */
export const SIGNATURE_HEADER = 'x-signature';

export function signBody(key: Uint8Array, body: string): string {
  return createHmac('sha256', key).update(body).digest('hex');
}

export function isSigned(key: Uint8Array, body: string, signature: string | undefined): boolean {
  const expected = Buffer.from(signBody(key, body));
  const given = Buffer.from(signature ?? '');
  return expected.length === given.length && timingSafeEqual(expected, given);
}
