/** The line came back and all that is missing is the phone: its code is asked for, then it is decided again. */
import type { Filed } from '../stages.ts';
import {
  leaveFiled,
  notAllowed,
  say,
  sayCode,
  to,
  toWithNotice,
  unchanged,
  type Row,
  type Turn,
  type Step,
} from '../step.ts';
import { react } from './answer.ts';
import { afterRefusal, codeSent, isCodeForm, mayResend } from './code-entry.ts';
import { beforeSignature } from './everywhere.ts';
import { savedInstead } from './printing.ts';

export const phoneCheck: Row<'phone-check'> = {
  ...beforeSignature,
  submit: unchanged,
  'code-sent': (turn) => {
    const { stage, event } = turn;
    if (stage.pending?.ask !== event.ask) return unchanged(turn);
    const free = { ...stage, pending: null };
    if (!event.result.ok) return toWithNotice(turn, free, event.result.refusal);
    const filed = { ...stage.filed, codeSent: codeSent(stage.filed.phone, event.result.value) };
    return to(turn, { ...free, filed });
  },
  'resend-code': (turn) => {
    const { stage, facts, session } = turn;
    if (stage.pending) return unchanged(turn);
    const allowed = mayResend(stage.filed.codeSent, facts.now);
    if (!allowed.ok) return say(turn, allowed.refusal);
    const { sessionId, phone } = stage.filed;
    const pending = { ask: facts.freshId, what: 'send' } as const;
    const request = { do: 'request-code', ask: pending.ask, sessionId, phone, language: session.language } as const;
    return to(turn, { ...stage, pending }, request);
  },
  'enter-code': (turn) => {
    const { stage, event, facts } = turn;
    if (stage.pending) return unchanged(turn);
    if (!stage.filed.codeSent) return notAllowed(turn);
    if (!isCodeForm(event.code)) return sayCode(turn, 'code-wrong');
    const { phone, sessionId } = stage.filed;
    const pending = { ask: facts.freshId, what: 'check' } as const;
    return to(turn, { ...stage, pending }, { do: 'verify-code', ask: pending.ask, sessionId, phone, code: event.code });
  },
  'code-checked': codeChecked,
  'phone-reported': (turn) => {
    const { stage, event, facts } = turn;
    if (stage.pending?.ask !== event.ask) return unchanged(turn);
    const filed = { ...stage.filed, phoneVerified: true, phoneReported: true, codeSent: null };
    const waiting = { at: 'deciding', filed, since: facts.now } as const;
    return event.result.ok ? to(turn, waiting) : toWithNotice(turn, waiting, event.result.refusal);
  },
  'application-state': (turn) => {
    // While the shopper types, only an answer that needs no phone any more is news.
    const { status } = turn.event.state;
    if (status === 'received' || status === 'screening' || status === 'approved') return unchanged(turn);
    return react(turn, turn.stage.filed, turn.stage, turn.event.state);
  },
  'line-gone': (turn) => savedInstead(turn, turn.stage.filed),
  leave: (turn) => leaveFiled(turn, turn.stage.filed),
};

function codeChecked(turn: Turn<'phone-check', 'code-checked'>): Step {
  const { stage, event, facts } = turn;
  if (stage.pending?.ask !== event.ask) return unchanged(turn);
  if (!event.result.ok) {
    const filed: Filed = { ...stage.filed, codeSent: afterRefusal(stage.filed.codeSent, event.result.refusal) };
    return toWithNotice(turn, { ...stage, filed, pending: null }, event.result.refusal);
  }
  const pending = { ask: facts.freshId, what: 'report' } as const;
  const { applicationId } = stage.filed;
  const { verificationId } = event.result.value;
  return to(turn, { ...stage, pending }, { do: 'report-phone', ask: pending.ask, applicationId, verificationId });
}
