import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import type { Secrets } from '#server/platform/secrets.ts';
import { toBase64Url } from '#shared/wire/order-code.ts';
import { sha256Hex } from '#shared/wire/hash.ts';
import type { Sealed } from '#shared/wire/application.ts';

/** The receiving end of HPKE base mode (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM. */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** By the global's own types, since the portal reads the server's types beside the browser's. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

interface KeyPair {
  publicKey: Key;
  privateKey: Key;
}

interface SealingKey {
  keyId: string;
  /** X25519 public key, raw, base64url. */
  key: string;
  pair: KeyPair;
}

/** Deriving takes longer than opening, and gives the same for the same secrets. */
const derived = new WeakMap<Secrets, Promise<SealingKey>>();

function sealingKeyOf(secrets: Secrets): Promise<SealingKey> {
  const known = derived.get(secrets);
  if (known) return known;
  const fresh = derive(secrets.sealingSeed);
  derived.set(secrets, fresh);
  return fresh;
}

async function derive(seed: Uint8Array): Promise<SealingKey> {
  const pair: unknown = await suite.kem.deriveKeyPair(Uint8Array.from(seed).buffer);
  assertKeyPair(pair);
  const raw = new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey));
  return { keyId: sha256Hex(raw).slice(0, 16), key: toBase64Url(raw), pair };
}

/** The library's types name the browser's key pair, which Node's types do not know; it is the same thing. */
function assertKeyPair(pair: unknown): asserts pair is KeyPair {
  if (typeof pair !== 'object' || pair === null || !('publicKey' in pair) || !('privateKey' in pair))
    throw new Error('A derived key pair has two halves.');
}

/** What terminals seal to. */
export async function sealingPublicKey(secrets: Secrets): Promise<{ keyId: string; key: string }> {
  const { keyId, key } = await sealingKeyOf(secrets);
  return { keyId, key };
}

/** The content, or null where it was altered or sealed for another key, kind (`info`) or header (`aad`). */
export async function open(
  secrets: Secrets,
  info: string,
  aad: Uint8Array<ArrayBuffer>,
  sealed: Sealed,
): Promise<Uint8Array | null> {
  const { keyId, pair } = await sealingKeyOf(secrets);
  if (sealed.keyId !== keyId) return null;
  try {
    const recipient = await suite.createRecipientContext({
      recipientKey: pair,
      enc: bytesOf(sealed.enc),
      info: new TextEncoder().encode(info),
    });
    return new Uint8Array(await recipient.open(bytesOf(sealed.ciphertext), aad));
  } catch {
    return null; // The library tells by exceptions only that the seal does not fit, which is an answer here.
  }
}

/** The bytes of a base64 text as sealed content has it. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}
