import { v7 as uuidV7 } from 'uuid';
import type { CompleteDraft } from '../session/machine/draft.ts';
import type { EvidenceBytes, UnsealedApplication } from '../session/machine/effects.ts';
import { unsealed } from '../session/machine/unsealed.ts';
import { cardFields, NOW, orderCode, orderView, PHONE, profile } from './samples.ts';

/** A whole application of a fictitious shopper, with a new id each time. */
export function unsealedApplication(): UnsealedApplication {
  const draft: CompleteDraft = {
    sessionId: uuidV7(),
    order: orderView(),
    orderCode: orderCode(),
    fromCodeOnly: false,
    consents: [],
    card: { fields: cardFields(), photo: new Uint8Array(), warnings: [], readAt: NOW },
    face: { jpeg: new Uint8Array(), capturedAt: NOW, detectionPercent: 97, detector: 'test' },
    phone: PHONE,
    phoneVerification: { status: 'unverified', reason: 'offline' },
    codeSent: null,
    codeFailed: false,
    incomeBand: '4000-6000',
    occupation: 'farming',
  };
  return unsealed(draft, { applicationId: uuidV7(), terminalId: profile.terminalId, language: 'zh', now: NOW });
}

export function evidenceBytes(faceBytes = 2_000): EvidenceBytes {
  return { face: new Uint8Array(faceBytes).fill(7), cardPhoto: new Uint8Array(1_024).fill(9) };
}
