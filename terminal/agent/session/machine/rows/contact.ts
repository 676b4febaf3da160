/** Phone number with its code, income band, occupation: one question per screen. */
import { isMobileNumber } from '#shared/identity/phone.ts';
import type { Refusal } from '#shared/refusals/refusal.ts';
import { complete, liveCode, type Draft } from '../draft.ts';
import type { StageOf } from '../stages.ts';
import {
  notAllowed,
  progress,
  say,
  sayCode,
  to,
  toWithNotice,
  unchanged,
  visit,
  type AnyTurn,
  type Row,
  type Step,
} from '../step.ts';
import { afterRefusal, codeSent, isCodeForm, mayResend } from './code-entry.ts';
import { beforeSubmission } from './everywhere.ts';

type Contact = StageOf<'contact'>;

export const contact: Row<'contact'> = {
  ...beforeSubmission,
  'enter-phone': (turn) => {
    const { stage, event, facts } = turn;
    if (stage.ask !== 'phone') return notAllowed(turn);
    if (stage.pending) return unchanged(turn);
    const phone = event.phone.trim();
    const draft = withPhone(stage.draft, phone);
    if (!isMobileNumber(phone))
      return sayCode({ ...turn, session: { ...turn.session, stage: { ...stage, draft } } }, 'phone-malformed');
    if (draft.phoneVerification?.status === 'verified') return ask(turn, { ...stage, draft }, 'income');
    if (!facts.online) return skipCode(turn, { ...stage, draft });
    if (liveCode(draft.codeSent, phone, facts.now)) return ask(turn, { ...stage, draft }, 'code');
    return requestCode(turn, { ...stage, draft });
  },
  'resend-code': (turn) => {
    const { stage, facts } = turn;
    if (stage.ask !== 'code') return notAllowed(turn);
    if (stage.pending) return unchanged(turn);
    const allowed = mayResend(stage.draft.codeSent, facts.now);
    return allowed.ok ? requestCode(turn, stage) : say(turn, allowed.refusal);
  },
  'code-sent': (turn) => {
    const { stage, event } = turn;
    if (stage.pending?.ask !== event.ask) return unchanged(turn);
    const free = { ...stage, pending: null };
    if (!event.result.ok) {
      const { refusal } = event.result;
      if (refusal.code === 'offline') return skipCode(turn, free);
      // A gateway that is down is no reason to send anybody away either.
      if (refusal.code === 'server-fault')
        return skipCode(turn, { ...free, draft: { ...stage.draft, codeFailed: true } });
      return toWithNotice(turn, free, refusal);
    }
    const draft = { ...stage.draft, codeFailed: false, codeSent: codeSent(stage.draft.phone, event.result.value) };
    return ask(turn, { ...free, draft }, 'code');
  },
  'enter-code': (turn) => {
    const { stage, event, facts } = turn;
    if (stage.ask !== 'code') return notAllowed(turn);
    if (stage.pending) return unchanged(turn);
    if (!isCodeForm(event.code)) return sayCode(turn, 'code-wrong');
    const { phone, sessionId } = stage.draft;
    const pending = { ask: facts.freshId, what: 'check' } as const;
    return to(turn, { ...stage, pending }, { do: 'verify-code', ask: pending.ask, sessionId, phone, code: event.code });
  },
  'code-checked': (turn) => {
    const { stage, event } = turn;
    if (stage.pending?.ask !== event.ask) return unchanged(turn);
    const free = { ...stage, pending: null };
    if (!event.result.ok) return codeRefused(turn, free, event.result.refusal);
    const phoneVerification = { status: 'verified' as const, ...event.result.value };
    return afterPhone(turn, { ...free, draft: { ...stage.draft, phoneVerification, codeSent: null } });
  },
  // Without a line no code can be checked: the number is taken unverified rather than the shopper sent away.
  'line-gone': (turn) =>
    turn.stage.ask === 'code' ? skipCode(turn, turn.stage, { code: 'offline' }) : unchanged(turn),
  'choose-income': (turn) => {
    const { stage, event } = turn;
    if (stage.ask !== 'income') return notAllowed(turn);
    return ask(turn, { ...stage, draft: { ...stage.draft, incomeBand: event.band } }, 'occupation');
  },
  'choose-occupation': (turn) => {
    const { stage, event } = turn;
    if (stage.ask !== 'occupation') return notAllowed(turn);
    return toReview(turn, { ...stage.draft, occupation: event.occupation });
  },
  continue: (turn) => {
    const { stage } = turn;
    if (stage.ask === 'income' && stage.draft.incomeBand) return ask(turn, stage, 'occupation');
    if (stage.ask === 'occupation' && stage.draft.occupation) return toReview(turn, stage.draft);
    return notAllowed(turn);
  },
  back: (turn) => {
    const { stage } = turn;
    if (stage.fromReview) return toReview(turn, stage.draft);
    if (stage.ask === 'phone') return to(turn, { at: 'face', draft: stage.draft });
    return ask(turn, stage, stage.ask === 'occupation' ? 'income' : 'phone');
  },
};

function ask(turn: AnyTurn, stage: Contact, question: Contact['ask']): Step {
  return to(turn, { ...stage, ask: question, pending: null });
}

/** Another number is another phone: what was verified was the one before. */
function withPhone(draft: Draft, phone: string): Draft {
  return draft.phone === phone ? draft : { ...draft, phone, phoneVerification: null };
}

function requestCode(turn: AnyTurn, stage: Contact): Step {
  const { phone, sessionId } = stage.draft;
  const pending = { ask: turn.facts.freshId, what: 'send' } as const;
  const { language } = turn.session;
  return to(turn, { ...stage, pending }, { do: 'request-code', ask: pending.ask, sessionId, phone, language });
}

function codeRefused(turn: AnyTurn, stage: Contact, refusal: Refusal): Step {
  if (refusal.code === 'offline') return skipCode(turn, stage, refusal);
  const draft = { ...stage.draft, codeSent: afterRefusal(stage.draft.codeSent, refusal) };
  return toWithNotice(turn, { ...stage, draft }, refusal);
}

function skipCode(turn: AnyTurn, stage: Contact, notice: Refusal | null = null): Step {
  const phoneVerification = { status: 'unverified' as const, reason: 'offline' as const };
  const step = afterPhone(turn, { ...stage, pending: null, draft: { ...stage.draft, phoneVerification } });
  return notice ? { ...step, session: { ...step.session, notice } } : step;
}

function afterPhone(turn: AnyTurn, stage: Contact): Step {
  return stage.fromReview ? toReview(turn, stage.draft) : ask(turn, stage, 'income');
}

function toReview(turn: AnyTurn, draft: Draft): Step {
  const reviewed = complete(draft);
  // Every screen before has been answered by now, so a gap is a fault of this table.
  if (!reviewed) throw new Error('a review needs a complete draft');
  return to(
    turn,
    { at: 'review', draft: reviewed, pending: null },
    progress(visit(draft), 'contact'),
    progress(visit(draft), 'review'),
  );
}
