import { hash } from 'node:crypto';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM } from '#server/platform/database.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { bytesOf } from '../sealing.ts';
import { insertEvidence } from '../store/evidence.ts';

/** Keeps a sealed blob under its hash, unopened; the application that names it comes after. */
export async function putEvidence(
  platform: Platform,
  terminal: Terminal,
  blob: { sealedSha256: string; keyId: string; enc: string; ciphertext: string },
): Promise<Result<{ sealedSha256: string }>> {
  const ciphertext = bytesOf(blob.ciphertext);
  if (hash('sha256', ciphertext, 'hex') !== blob.sealedSha256) return refuse('envelope-unreadable');
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
