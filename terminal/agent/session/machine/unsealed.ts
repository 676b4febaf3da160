import type { Language } from '#shared/messages/language.ts';
import type { CompleteDraft } from './draft.ts';
import type { UnsealedApplication } from './effects.ts';

/** The application as the server will open it, but for its evidence. What nobody checked says so. */
export function unsealed(
  draft: CompleteDraft,
  made: { applicationId: string; terminalId: string; language: Language; now: number },
): UnsealedApplication {
  return {
    v: 1,
    id: made.applicationId,
    sessionId: draft.sessionId,
    terminalId: made.terminalId,
    orderId: draft.order.orderId,
    orderCode: draft.orderCode,
    language: made.language,
    createdAt: made.now,
    consents: [...draft.consents],
    identity: { ...draft.card.fields, readAt: draft.card.readAt, warnings: [...draft.card.warnings] },
    face: {
      capturedAt: draft.face.capturedAt,
      detectionPercent: draft.face.detectionPercent,
      detector: draft.face.detector,
      matching: 'not-checked',
      liveness: 'not-checked',
    },
    phone: draft.phone,
    phoneVerification: draft.phoneVerification,
    incomeBand: draft.incomeBand,
    occupation: draft.occupation,
  };
}
