/** What the state of an application, as the server tells it, means for whoever still stands at the counter. */
import { isIntact, type Plan } from '#shared/lending/plan.ts';
import { refuse } from '#shared/refusals/refusal.ts';
import type { ApplicationState, ReceiptView } from '#shared/wire/terminal.ts';
import { liveCode } from '../draft.ts';
import { NOT_PRINTED, type Filed, type OutcomeKind, type Stage } from '../stages.ts';
import { progress, to, toWithNotice, unchanged, visit, type AnyTurn, type Step } from '../step.ts';

/** `here` is the stage to stay in while there is no news. */
export function react(turn: AnyTurn, filedBefore: Filed, here: Stage, state: ApplicationState): Step {
  if (state.applicationId !== filedBefore.applicationId) return unchanged(turn);
  const filed = { ...filedBefore, reference: state.reference };
  switch (state.status) {
    case 'received':
    case 'screening':
    case 'approved':
      return here.at === 'deciding' ? unchanged(turn) : toDeciding(turn, filed);
    case 'offered':
    case 'accepted':
      return toOffers(turn, filed, state);
    case 'contracted':
      return toReceipt(turn, filed, state.receipt, null);
    case 'more-needed':
      return needsPhone(filed, state) ? toPhoneCheck(turn, filed, here) : toOutcome(turn, filed, 'more-needed', state);
    case 'declined':
    case 'referred':
      return toOutcome(turn, filed, state.status, state);
    // Somebody ended it meanwhile: there is nothing left to sign.
    case 'cancelled':
    case 'expired':
      return toOutcome(turn, filed, 'expired', state);
  }
}

export function toDeciding(turn: AnyTurn, filed: Filed): Step {
  return to(turn, { at: 'deciding', filed, since: turn.facts.now });
}

/** `plan`: the one that was signed, where it was signed here. */
export function toReceipt(turn: AnyTurn, filed: Filed, receipt: ReceiptView | null, plan: Plan | null): Step {
  if (!receipt) return unchanged(turn);
  const stage = { at: 'receipt', order: filed.order, receipt, plan, printing: NOT_PRINTED } as const;
  return to(turn, stage, { do: 'unwatch' }, progress(visit(filed), 'receipt'));
}

export function toOutcome(
  turn: AnyTurn,
  filed: Filed,
  outcome: OutcomeKind,
  { reasons, limitFen }: Pick<ApplicationState, 'reasons' | 'limitFen'>,
): Step {
  return to(turn, { at: 'outcome', filed, outcome, reasons, limitFen });
}

function toOffers(turn: AnyTurn, filed: Filed, { offer }: ApplicationState): Step {
  if (!offer) return unchanged(turn);
  // A plan whose hash does not fit must not be shown, let alone signed; the next answer may be whole.
  if (!offer.plans.every(isIntact))
    return toWithNotice(turn, { at: 'deciding', filed, since: turn.facts.now }, refuse('plan-changed').refusal);
  return to(turn, { at: 'offers', filed, offer, chosenTerms: null, pending: null }, progress(visit(filed), 'offers'));
}

/**
 * A decision names all that it noticed, so the phone seldom stands alone; but it is what the shopper can bring here and
 * now, and after that it is decided again. Once only: what is still missing then is said as the outcome.
 */
function needsPhone({ phoneReported }: Filed, { reasons }: ApplicationState): boolean {
  return !phoneReported && reasons.includes('phone-unverified');
}

function toPhoneCheck(turn: AnyTurn, filed: Filed, here: Stage): Step {
  if (here.at === 'phone-check') return unchanged(turn);
  if (liveCode(filed.codeSent, filed.phone, turn.facts.now))
    return to(turn, { at: 'phone-check', filed, pending: null });
  const pending = { ask: turn.facts.freshId, what: 'send' } as const;
  const { sessionId, phone } = filed;
  return to(
    turn,
    { at: 'phone-check', filed, pending },
    { do: 'request-code', ask: pending.ask, sessionId, phone, language: turn.session.language },
  );
}
