/** The order on the screen, then the consents one by one. */
import { CONSENT_VERSION, consentsIn, consentTextHash } from '#shared/messages/consents.ts';
import {
  CONSENT_PURPOSES,
  REQUIRED_CONSENTS,
  type ConsentPurpose,
  type ConsentRecord,
} from '#shared/wire/application.ts';
import { answerTo, type Draft } from '../draft.ts';
import type { Effect } from '../effects.ts';
import type { Stage } from '../stages.ts';
import { abandon, notAllowed, progress, sayCode, to, visit, type AnyTurn, type Row, type Step } from '../step.ts';
import { beforeSubmission } from './everywhere.ts';

export const order: Row<'order'> = {
  ...beforeSubmission,
  continue: (turn) => to(turn, { at: 'consent', draft: turn.stage.draft, index: 0 }),
  back: (turn) => abandon(turn, turn.stage.draft),
};

export const consent: Row<'consent'> = {
  ...beforeSubmission,
  'answer-consent': (turn) => {
    const { stage, event } = turn;
    if (CONSENT_PURPOSES[stage.index] !== event.purpose) return notAllowed(turn);
    const draft = { ...stage.draft, consents: answered(turn, stage.draft, event.purpose, event.granted) };
    if (isSettled(draft, event.purpose)) return onward(turn, draft, stage.index);
    return sayCode({ ...turn, session: { ...turn.session, stage: { ...stage, draft } } }, 'consent-missing');
  },
  // Coming back to a consent that was answered needs no second answer.
  continue: (turn) => {
    const { draft, index } = turn.stage;
    const purpose = CONSENT_PURPOSES[index];
    if (purpose === undefined || !answerTo(draft, purpose)) return notAllowed(turn);
    return isSettled(draft, purpose) ? onward(turn, draft, index) : sayCode(turn, 'consent-missing');
  },
  back: (turn) => {
    const { draft, index } = turn.stage;
    return to(turn, index === 0 ? { at: 'order', draft } : { at: 'consent', draft, index: index - 1 });
  },
};

/** Entering the identity step: the reader looks for a card unless one was read already. */
export function toIdentity(draft: Draft): [Stage, ...Effect[]] {
  const stage: Stage = { at: 'identity', draft, isReading: false };
  return draft.card ? [stage] : [stage, { do: 'wake-reader' }];
}

function onward(turn: AnyTurn, draft: Draft, index: number): Step {
  if (index + 1 < CONSENT_PURPOSES.length) return to(turn, { at: 'consent', draft, index: index + 1 });
  const [stage, ...effects] = toIdentity(draft);
  return to(turn, stage, ...effects, progress(visit(draft), 'consent'));
}

function isSettled(draft: Draft, purpose: ConsentPurpose): boolean {
  const required: readonly ConsentPurpose[] = REQUIRED_CONSENTS;
  return answerTo(draft, purpose)?.granted === true || !required.includes(purpose);
}

function answered(
  { session, facts }: AnyTurn,
  draft: Draft,
  purpose: ConsentPurpose,
  granted: boolean,
): ConsentRecord[] {
  const { language } = session;
  const textHash = consentTextHash(consentsIn[language][purpose]);
  const record = { purpose, version: CONSENT_VERSION, language, textHash, granted, answeredAt: facts.now };
  const given = [...draft.consents.filter((other) => other.purpose !== purpose), record];
  return CONSENT_PURPOSES.flatMap((each) => given.filter((other) => other.purpose === each));
}
