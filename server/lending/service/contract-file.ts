import { openForApplicant } from '#server/applications/index.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { sha256Hex } from '#shared/wire/hash.ts';
import { findDocument } from '../store/loans.ts';

export const PDF_PURPOSE = 'contract-pdf';

/** The signed contract of an order as it was made, or null where there is none. Runs in the platform's scope. */
export async function contractFile(
  platform: Platform,
  tx: Tx,
  orderId: string,
): Promise<{ pdf: Uint8Array; sha256: string } | null> {
  const document = await findDocument(tx, { orderId });
  if (!document) return null;
  const { applicationId, sealed, sha256 } = document;
  const pdf = await openForApplicant(platform, tx, { applicationId, purpose: PDF_PURPOSE, sealed });
  if (sha256Hex(pdf) !== sha256) throw new Error('The stored contract is not what its hash says.');
  return { pdf, sha256 };
}
