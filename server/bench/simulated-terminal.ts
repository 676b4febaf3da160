import { webcrypto } from 'node:crypto';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { citizenCheckCharacter } from '#shared/identity/number.ts';
import { calendarDate } from '#shared/calendar/date.ts';
import {
  FIRST_PREVIOUS_HASH,
  REQUIRED_CONSENTS,
  SEAL_INFO,
  type Application,
  type Envelope,
  type EnvelopeHeader,
  type Sealed,
} from '#shared/wire/application.ts';
import { canonicalJson, hashOf, sha256Hex } from '#shared/wire/hash.ts';
import { fromBase64Url } from '#shared/wire/order-code.ts';
import type { Terminal } from '#server/platform/trpc.ts';

/**
 * A terminal's queue without the terminal: seals applications of made-up people as the wire says, numbers and chains
 * them. For the bench and for tests of the server alone.
 */
const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

export interface SealingKey {
  keyId: string;
  key: string;
}

export async function sealTo(key: SealingKey, info: string, aad: string, content: Uint8Array): Promise<Sealed> {
  const utf8 = new TextEncoder();
  const recipientPublicKey = await webcrypto.subtle.importKey('raw', fromBase64Url(key.key), 'X25519', true, []);
  const recipient = { recipientPublicKey, info: utf8.encode(info) };
  const { enc, ct } = await suite.seal(recipient, Uint8Array.from(content), utf8.encode(aad));
  return { keyId: key.keyId, enc: base64(enc), ciphertext: base64(ct) };
}

export interface SealedBlob extends Sealed {
  sealedSha256: string;
}

export async function sealEvidence(key: SealingKey, content: Uint8Array): Promise<SealedBlob> {
  const sealed = await sealTo(key, SEAL_INFO.evidence, '', content);
  return { ...sealed, sealedSha256: sha256Hex(Buffer.from(sealed.ciphertext, 'base64')) };
}

/** A picture of nobody, which no two applications share, and the application that names it. */
export async function withFace(
  key: SealingKey,
  application: Application,
): Promise<{ application: Application; blob: SealedBlob }> {
  const picture = new TextEncoder().encode(`made-up picture of ${application.id}`);
  const blob = await sealEvidence(key, picture);
  const { sealedSha256 } = blob;
  const face = { kind: 'face', mediaType: 'image/jpeg', sha256: sha256Hex(picture), sealedSha256 } as const;
  return { application: { ...application, evidence: [{ ...face, bytes: picture.length }] }, blob };
}

export class SimulatedTerminal {
  readonly terminal: Terminal;
  readonly #key: SealingKey;
  #sequence = 0;
  #previousHash = FIRST_PREVIOUS_HASH;

  constructor(terminal: Terminal, key: SealingKey) {
    this.terminal = terminal;
    this.#key = key;
  }

  /** The next item of the queue. */
  async envelope(application: Application, sealedAt: number): Promise<Envelope> {
    const header: EnvelopeHeader = {
      v: 1,
      kind: 'application',
      id: application.id,
      terminalId: this.terminal.id,
      sequence: this.#sequence + 1,
      previousHash: this.#previousHash,
      sealedAt,
      evidence: application.evidence.map(({ sealedSha256 }) => sealedSha256),
    };
    const envelope = await this.sealed(header, application);
    this.#sequence = envelope.sequence;
    this.#previousHash = envelope.hash;
    return envelope;
  }

  /** Any content under any header, for what a terminal should not send. */
  async sealed(header: EnvelopeHeader, content: unknown): Promise<Envelope> {
    const bytes = new TextEncoder().encode(JSON.stringify(content));
    const sealed = await sealTo(this.#key, SEAL_INFO.application, canonicalJson(header), bytes);
    const envelope = { ...header, sealed };
    return { ...envelope, hash: hashOf(envelope) };
  }
}

/** A number of the right form that belongs to nobody: its region code was never given out. */
export function madeUpNumber(birth: string, serial: number): string {
  const digits = `990001${birth.replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
  return `${digits}${citizenCheckCharacter(digits)}`;
}

export interface MadeUpPerson {
  /** Any number: the same one is the same person. */
  person: number;
  birth?: string;
  phone?: string;
}

/** An application of a made-up person of 36 years with a steady income, to be changed where a test needs it. `withFace` adds its picture. */
export function madeUpApplication(
  made: { id: string; sessionId: string; terminalId: string; orderId: string; orderCode: string; now: number },
  { person, birth = '1990-03-07', phone }: MadeUpPerson,
): Application {
  const { now, ...ids } = made;
  return {
    v: 1,
    ...ids,
    language: 'zh',
    createdAt: now,
    consents: REQUIRED_CONSENTS.map((purpose) => ({
      purpose,
      version: '2026-11',
      language: 'zh',
      textHash: sha256Hex(purpose),
      granted: true,
      answeredAt: now,
    })),
    identity: {
      document: 'resident',
      name: '测试甲',
      sex: 'male',
      ethnicity: '汉',
      birth: calendarDate(birth),
      address: '虚构省示例县模拟路1号',
      number: madeUpNumber(birth, serialOf(person)),
      authority: '示例县公安局',
      validFrom: calendarDate('2020-01-01'),
      validTo: calendarDate('2040-01-01'),
      samId: null,
      readAt: now,
      warnings: [],
    },
    face: {
      capturedAt: now,
      detectionPercent: 97,
      detector: 'simulated',
      matching: 'not-checked',
      liveness: 'not-checked',
    },
    phone: phone ?? `199${String(person).padStart(8, '0')}`,
    phoneVerification: { status: 'unverified', reason: 'offline' },
    incomeBand: '4000-6000',
    occupation: 'employee',
    evidence: [],
  };
}

/** Serials of men are odd. */
function serialOf(person: number): number {
  return (person % 500) * 2 + 1;
}

function base64(bytes: ArrayBuffer): string {
  return Buffer.from(bytes).toString('base64');
}
