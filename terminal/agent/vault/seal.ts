import { hash as digest } from 'node:crypto';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import {
  SEAL_INFO,
  type Application,
  type Envelope,
  type EnvelopeHeader,
  type EvidenceReference,
  type Sealed,
} from '#shared/wire/application.ts';
import { canonicalJson, hashOf } from '#shared/wire/hash.ts';
import { fromBase64Url } from '#shared/wire/order-code.ts';
import type { SealedBlob } from './records.ts';

/** HPKE base mode (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM: whoever seals cannot open again. */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** By the global's own types, since the kiosk's page reads this file's types beside the browser's. */
type PublicKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

export interface SealingKey {
  readonly keyId: string;
  readonly publicKey: PublicKey;
}

/** The server's public key from a profile: raw X25519, base64url. Rejects where it is none. */
export async function sealingKey({
  sealingKeyId,
  sealingKey: raw,
}: {
  sealingKeyId: string;
  sealingKey: string;
}): Promise<SealingKey> {
  return {
    keyId: sealingKeyId,
    publicKey: await crypto.subtle.importKey('raw', fromBase64Url(raw), 'X25519', true, []),
  };
}

/** One piece of evidence under the hash of its ciphertext. It has no associated data: its hash is inside the seal of the application. */
export async function sealEvidence(
  key: SealingKey,
  kind: EvidenceReference['kind'],
  content: Uint8Array,
): Promise<{ blob: SealedBlob; reference: EvidenceReference }> {
  const { sealed, ciphertext } = await seal(key, { info: SEAL_INFO.evidence, aad: new Uint8Array(), content });
  const sealedSha256 = sha256OfBlob(ciphertext);
  return {
    blob: { sealedSha256, ...sealed },
    reference: {
      kind,
      mediaType: kind === 'face' ? 'image/jpeg' : 'application/x-wlt',
      sha256: sha256OfBlob(content),
      sealedSha256,
      bytes: content.length,
    },
  };
}

/** The same as `sha256Hex`, by the machine's own code: a picture is ten times as fast. */
function sha256OfBlob(content: Uint8Array): string {
  return digest('sha256', content, 'hex');
}

/** The application under its header, which is the associated data: moved to another place in the queue, it no longer opens. */
export async function sealApplication(
  key: SealingKey,
  header: EnvelopeHeader,
  application: Application,
): Promise<Envelope> {
  const utf8 = new TextEncoder();
  const aad = utf8.encode(canonicalJson(header));
  const content = utf8.encode(JSON.stringify(application));
  const { sealed } = await seal(key, { info: SEAL_INFO.application, aad, content });
  const unhashed = { ...header, sealed };
  return { ...unhashed, hash: hashOf(unhashed) };
}

async function seal(
  { keyId, publicKey }: SealingKey,
  { info, aad, content }: { info: string; aad: Uint8Array; content: Uint8Array },
): Promise<{ sealed: Sealed; ciphertext: Uint8Array }> {
  const { ct, enc } = await suite.seal(
    { recipientPublicKey: publicKey, info: new TextEncoder().encode(info) },
    Uint8Array.from(content),
    Uint8Array.from(aad),
  );
  const ciphertext = new Uint8Array(ct);
  const sealed = { keyId, enc: Buffer.from(enc).toString('base64'), ciphertext: Buffer.from(ct).toString('base64') };
  return { sealed, ciphertext };
}
