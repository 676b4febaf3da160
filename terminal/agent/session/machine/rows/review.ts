/** Everything on one page; submitting seals it. */
import { refuse } from '#shared/refusals/refusal.ts';
import { isPhoneDue, liveCode, missingConsent } from '../draft.ts';
import { notAllowed, sayCode, say, to, toWithNotice, unchanged, type Row } from '../step.ts';
import { unsealed } from '../unsealed.ts';
import { codeSent } from './code-entry.ts';
import { beforeSubmission } from './everywhere.ts';

export const review: Row<'review'> = {
  ...beforeSubmission,
  'verify-phone': (turn) => {
    const { stage, facts, session } = turn;
    const { draft } = stage;
    if (draft.phoneVerification.status === 'verified') return notAllowed(turn);
    if (stage.pending) return unchanged(turn);
    if (!facts.online) return sayCode(turn, 'offline');
    const codePage = { at: 'contact', draft, ask: 'code', fromReview: true, pending: null } as const;
    if (liveCode(draft.codeSent, draft.phone, facts.now)) return to(turn, codePage);
    const pending = { ask: facts.freshId, what: 'send' } as const;
    const { sessionId, phone } = draft;
    const request = { do: 'request-code', ask: pending.ask, sessionId, phone, language: session.language } as const;
    return to(turn, { ...stage, pending }, request);
  },
  'code-sent': (turn) => {
    const { stage, event } = turn;
    if (stage.pending?.ask !== event.ask) return unchanged(turn);
    if (!event.result.ok) {
      const { refusal } = event.result;
      const codeFailed = stage.draft.codeFailed || refusal.code === 'server-fault';
      return toWithNotice(turn, { ...stage, draft: { ...stage.draft, codeFailed }, pending: null }, refusal);
    }
    const draft = { ...stage.draft, codeFailed: false, codeSent: codeSent(stage.draft.phone, event.result.value) };
    return to(turn, { at: 'contact', draft, ask: 'code', fromReview: true, pending: null });
  },
  submit: (turn) => {
    const { stage, facts } = turn;
    const { draft } = stage;
    const missing = missingConsent(draft);
    if (missing) return say(turn, refuse('consent-missing', { purpose: missing }).refusal);
    if (facts.online && isPhoneDue(draft)) return sayCode(turn, 'phone-not-verified');
    const applicationId = facts.freshId;
    return to(
      turn,
      { at: 'submitting', draft, applicationId, ask: applicationId },
      {
        do: 'seal-and-save',
        ask: applicationId,
        application: unsealed(draft, {
          applicationId,
          terminalId: facts.terminalId,
          language: turn.session.language,
          now: facts.now,
        }),
        evidence: { face: draft.face.jpeg, cardPhoto: draft.card.photo },
      },
    );
  },
  back: (turn) =>
    to(turn, { at: 'contact', draft: turn.stage.draft, ask: 'occupation', fromReview: false, pending: null }),
};
