import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Personal data at rest: AES-256-GCM under a key of the person's own, which is kept wrapped under the master key.
 * A sealed text is nonce (12 bytes), ciphertext, tag (16 bytes). The purpose is bound to it as associated data, so
 * that a sealed text can't be passed off as one of another kind or of another person.
 */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

export function newPersonKey(): Uint8Array {
  return randomBytes(KEY_BYTES);
}

export function wrapPersonKey(masterKey: Uint8Array, shopperId: string, personKey: Uint8Array): Uint8Array {
  return sealWith(masterKey, `person-key:${shopperId}`, personKey);
}

/** Throws where the wrapped key was altered, or belongs to another shopper or master key. */
export function unwrapPersonKey(masterKey: Uint8Array, shopperId: string, wrapped: Uint8Array): Uint8Array {
  return openWith(masterKey, `person-key:${shopperId}`, wrapped);
}

export function sealWith(key: Uint8Array, purpose: string, content: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** Throws where the text was altered, or sealed for another purpose or with another key. */
export function openWith(key: Uint8Array, purpose: string, sealed: Uint8Array): Uint8Array {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('A sealed text is longer than this.');
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(purpose))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}
