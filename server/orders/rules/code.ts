import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import { orderCodeBody, orderCodeText, readOrderCode, type OrderCodePayload } from '#shared/wire/order-code.ts';

/** Signs and checks order codes with the server's Ed25519 key. */
export function signOrderCode(payload: OrderCodePayload, key: KeyObject): string {
  const body = orderCodeBody(payload);
  return orderCodeText(body, sign(null, Buffer.from(body, 'ascii'), key));
}

/** What a genuine code says, still valid at that instant. */
export function openOrderCode(text: string, key: KeyObject, nowMs: number): Result<OrderCodePayload> {
  const read = readOrderCode(text);
  if (!read) return refuse('order-code-unreadable');
  if (!verify(null, read.signed, createPublicKey(key), read.signature)) return refuse('order-code-forged');
  if (read.payload.expiresAt <= nowMs) return refuse('order-code-expired');
  return done(read.payload);
}
