import { refuse, done, type Result } from '#shared/refusals/refusal.ts';
import { applicationSchema, type EnvelopeHeader } from '#shared/wire/application.ts';
import type { EvidenceBytes, UnsealedApplication } from '../session/machine/effects.ts';
import { kindOf, type Log } from '../log.ts';
import { sealApplication, sealEvidence, type SealingKey } from './seal.ts';
import type { Vault } from './vault.ts';

export interface FilingBounds {
  /** Items waiting for the server. */
  readonly itemsMax: number;
  /** Age of the oldest of them. */
  readonly ageMaxMs: number;
}

/** At 500 applications or a week without a line the kiosk stops taking, politely (ux.md section 5). */
export const FILING_BOUNDS: FilingBounds = { itemsMax: 500, ageMaxMs: 7 * 86_400_000 };

export interface Filing {
  /** Seals, commits, and only then answers. The same application twice is one item. Never rejects. */
  file(application: UnsealedApplication, evidence: EvidenceBytes): Promise<Result<{ reference: string }>>;
}

export interface FilingOptions {
  readonly vault: Vault;
  readonly key: SealingKey;
  readonly label: string;
  readonly now: () => number;
  readonly log: Log;
  readonly bounds?: FilingBounds;
  /** What is filed could not be delivered, so nobody is told that it is saved. */
  readonly isStuck?: () => boolean;
}

export function createFiling(options: FilingOptions): Filing {
  // The chain has one end, so items are made one after the other.
  let last: Promise<unknown> = Promise.resolve();
  return {
    file: (application, evidence) => {
      const filed = last.then(() => fileOne(options, application, evidence));
      last = filed;
      return filed;
    },
  };
}

async function fileOne(
  { vault, key, label, now, log, bounds = FILING_BOUNDS, isStuck = () => false }: FilingOptions,
  unsealed: UnsealedApplication,
  evidence: EvidenceBytes,
): Promise<Result<{ reference: string }>> {
  try {
    const known = vault.referenceOf(unsealed.id);
    if (known !== null) return done({ reference: known });
    const { waiting, oldestAt } = vault.counts();
    if (isStuck() || waiting >= bounds.itemsMax) return refuse('vault-full', { waiting });
    if (oldestAt !== null && now() - oldestAt > bounds.ageMaxMs) return refuse('vault-full', { waiting });
    const [face, card] = await Promise.all([
      sealEvidence(key, 'face', evidence.face),
      sealEvidence(key, 'card-photo', evidence.cardPhoto),
    ]);
    const application = applicationSchema.parse({ ...unsealed, evidence: [face.reference, card.reference] });
    const { sequence, hash } = vault.chainEnd();
    const header: EnvelopeHeader = {
      v: 1,
      kind: 'application',
      id: application.id,
      terminalId: application.terminalId,
      sequence: sequence + 1,
      previousHash: hash,
      sealedAt: now(),
      evidence: [face.reference.sealedSha256, card.reference.sealedSha256],
    };
    const envelope = await sealApplication(key, header, application);
    const reference = `${label}-${String(header.sequence).padStart(4, '0')}`;
    vault.commit(envelope, reference, [face.blob, card.blob]);
    return done({ reference });
  } catch (error) {
    // A full or broken disk, or an application that no schema takes: nothing was saved, and the person is told so.
    log.error('vault-write-failed', { kind: kindOf(error) });
    return refuse('vault-write-failed');
  }
}
