import { createHmac, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';

/**
 * All keys of the server come from one secret of the configuration, each by HKDF-SHA256 (RFC 5869) under its own
 * label, so that they can be made again anywhere and none tells of another.
 */
export interface Secrets {
  /** Password of the database login zhanggui_app. */
  databasePassword: string;
  authSecret: string;
  /** Input keying material of the X25519 sealing key (HPKE DeriveKeyPair). */
  sealingSeed: Uint8Array;
  orderCodeKey: KeyObject;
  /** Wraps the key of each person. */
  masterKey: Uint8Array;
  /** Makes digests of numbers and phones that can be compared and not turned back. */
  digestKey: Uint8Array;
  smsKey: Uint8Array;
  paymentsKey: Uint8Array;
}

export function deriveSecrets(serverSecret: string): Secrets {
  if (serverSecret.length < 32) throw new Error('SERVER_SECRET must have at least 32 characters.');
  const derive = (label: string): Uint8Array => new Uint8Array(hkdfSync('sha256', serverSecret, 'zhanggui', label, 32));
  return {
    databasePassword: deriveDatabasePassword(serverSecret),
    authSecret: Buffer.from(derive('auth')).toString('base64url'),
    sealingSeed: derive('sealing'),
    orderCodeKey: ed25519FromSeed(derive('order-code')),
    masterKey: derive('master'),
    digestKey: derive('digest'),
    smsKey: derive('sms'),
    paymentsKey: derive('payments'),
  };
}

export function deriveDatabasePassword(serverSecret: string): string {
  return Buffer.from(hkdfSync('sha256', serverSecret, 'zhanggui', 'database', 32)).toString('base64url');
}

/** A keyed digest, hex: equal inputs give equal digests, and without the key nobody can try inputs. */
export function digest(secrets: Secrets, kind: 'number' | 'phone' | 'code' | 'enrolment', value: string): string {
  return createHmac('sha256', secrets.digestKey).update(`${kind}:${value}`).digest('hex');
}

// PKCS#8 of an Ed25519 private key is this head and the 32-byte seed (RFC 8410).
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

function ed25519FromSeed(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
}

/** The raw 32 bytes of the public half, base64url. */
export function rawPublicKey(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('The key has no raw public form.');
  return x;
}
