import { hash } from 'node:crypto';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { SEAL_INFO, type Application, type Sealed } from '#shared/wire/application.ts';
import { bytesOf, open, sealingPublicKey } from '../sealing.ts';
import { findEvidence, insertEvidence } from '../store/evidence.ts';

/**
 * Keeps a sealed blob under its hash, unopened; the application that names it comes after. Refuses envelope-unreadable
 * where the hash is not the blob's or the key is not ours: nobody could ever open it.
 */
export async function putEvidence(
  platform: Platform,
  terminal: Terminal,
  blob: { sealedSha256: string; keyId: string; enc: string; ciphertext: string },
): Promise<Result<{ sealedSha256: string }>> {
  const ciphertext = bytesOf(blob.ciphertext);
  if (hash('sha256', ciphertext, 'hex') !== blob.sealedSha256) return refuse('envelope-unreadable');
  const { keyId } = await sealingPublicKey(platform.secrets);
  if (blob.keyId !== keyId) return refuse('envelope-unreadable');
  await platform.db.transaction(PLATFORM, (tx) =>
    insertEvidence(tx, {
      sealedSha256: blob.sealedSha256,
      terminalId: terminal.id,
      keyId: blob.keyId,
      enc: bytesOf(blob.enc),
      ciphertext,
      now: platform.now(),
    }),
  );
  return done({ sealedSha256: blob.sealedSha256 });
}

/** Opens each blob an application names: all must be of our key and hold exactly what the application says. */
export async function isEvidenceTrue(
  platform: Platform,
  tx: Tx,
  application: Pick<Application, 'terminalId' | 'evidence'>,
): Promise<boolean> {
  for (const { sealedSha256, sha256, bytes } of application.evidence) {
    const blob = await findEvidence(tx, application.terminalId, sealedSha256);
    const content = blob && (await open(platform.secrets, SEAL_INFO.evidence, new Uint8Array(), sealedOf(blob)));
    if (content?.length !== bytes || hash('sha256', content, 'hex') !== sha256) return false;
  }
  return true;
}

function sealedOf(blob: { keyId: string; enc: Buffer; ciphertext: Buffer }): Sealed {
  return { keyId: blob.keyId, enc: blob.enc.toString('base64'), ciphertext: blob.ciphertext.toString('base64') };
}
