/** The plans side by side. Nothing is chosen beforehand; what is chosen is carried by its hash. */
import { isPreparedFrom } from '../prepared.ts';
import { refuse, type Refusal } from '#shared/refusals/refusal.ts';
import type { ApplicationState } from '#shared/wire/terminal.ts';
import type { Filed, Stage } from '../stages.ts';
import { notAllowed, to, toWithNotice, unchanged, type AnyTurn, type Row, type Step } from '../step.ts';
import { toOutcome } from './answer.ts';
import { beforeSignature } from './everywhere.ts';

export const offers: Row<'offers'> = {
  ...beforeSignature,
  submit: unchanged,
  'application-state': (turn) => unlessEnded(turn, turn.stage.filed, turn.event.state),
  'choose-plan': (turn) => {
    const { stage, event } = turn;
    if (stage.pending || !stage.offer.plans.some((plan) => plan.terms === event.terms)) return notAllowed(turn);
    return to(turn, { ...stage, chosenTerms: event.terms });
  },
  'accept-plan': (turn) => {
    const { stage, facts, session } = turn;
    if (stage.pending) return unchanged(turn);
    const plan = stage.offer.plans.find((each) => each.terms === stage.chosenTerms);
    if (!plan) return notAllowed(turn);
    if (stage.offer.expiresAt <= facts.now)
      return offerRefused(turn, stage.filed, stage, refuse('offer-expired').refusal);
    const pending = { ask: facts.freshId, what: 'prepare' } as const;
    return to(
      turn,
      { ...stage, pending },
      {
        do: 'prepare-contract',
        ask: pending.ask,
        applicationId: stage.filed.applicationId,
        offerId: stage.offer.offerId,
        planHash: plan.hash,
        language: session.language,
      },
    );
  },
  'contract-prepared': (turn) => {
    const { stage, event, facts } = turn;
    if (stage.pending?.ask !== event.ask) return unchanged(turn);
    const free = { ...stage, pending: null };
    if (!event.result.ok) return offerRefused(turn, stage.filed, free, event.result.refusal);
    const contract = event.result.value;
    const plan = stage.offer.plans.find((each) => each.terms === stage.chosenTerms);
    if (!plan || !isPreparedFrom(contract, plan, stage.filed.applicationId)) {
      return toWithNotice(turn, free, refuse('plan-changed').refusal);
    }
    const { filed, offer } = stage;
    return to(turn, { at: 'cost-statement', filed, offer, contract, shownAt: facts.now });
  },
};

/** Between offer and signature only the end of the application is news. */
export function unlessEnded(turn: AnyTurn, filed: Filed, state: ApplicationState): Step {
  const isOurs = state.applicationId === filed.applicationId;
  const isEnded = state.status === 'cancelled' || state.status === 'expired';
  return isOurs && isEnded ? toOutcome(turn, filed, 'expired', state) : unchanged(turn);
}

/** An offer that is over ends the visit in words; any other refusal leaves the person where a next try is possible. */
export function offerRefused(turn: AnyTurn, filed: Filed, here: Stage, refusal: Refusal): Step {
  if (refusal.code !== 'offer-expired' && refusal.code !== 'application-not-offered')
    return toWithNotice(turn, here, refusal);
  const outcome = toOutcome(turn, filed, 'expired', { reasons: [], limitFen: null });
  return { ...outcome, session: { ...outcome.session, notice: refusal } };
}
