/** The identity card: found, read, checked, shown masked, confirmed. */
import { shanghaiDate } from '#shared/calendar/date.ts';
import { checkCard, type CardWarning } from '#shared/identity/card-checks.ts';
import { CONSENT_PURPOSES } from '#shared/wire/application.ts';
import type { StageOf } from '../stages.ts';
import { notAllowed, progress, sayCode, to, unchanged, visit, type AnyTurn, type Row, type Step } from '../step.ts';
import { beforeSubmission } from './everywhere.ts';

/**
 * Warnings that say nothing against a card: address codes come and go while a holder keeps the first one, and a
 * picture may be of a newer kind. They go to the server with the card, and nobody is sent away for them.
 */
const REMARKS: readonly CardWarning[] = ['region-unknown', 'photo-unrecognised'];

export const identity: Row<'identity'> = {
  ...beforeSubmission,
  'card-found': (turn) => (turn.stage.draft.card ? unchanged(turn) : reading(turn, true)),
  'card-read': (turn) => {
    const { stage, event, facts } = turn;
    if (stage.draft.card) return unchanged(turn);
    const waiting = { ...turn, session: { ...turn.session, stage: { ...stage, isReading: false } } };
    const warnings = [...checkCard(event.fields, shanghaiDate(facts.now)), ...event.warnings];
    if (warnings.includes('expired')) return sayCode(waiting, 'card-expired');
    if (!warnings.every((warning) => REMARKS.includes(warning))) return sayCode(waiting, 'card-inconsistent');
    const card = { fields: event.fields, photo: event.photo, warnings, readAt: facts.now };
    return to(turn, { ...stage, draft: { ...stage.draft, card }, isReading: false });
  },
  'card-failed': (turn) => {
    if (turn.stage.draft.card) return unchanged(turn);
    return sayCode(
      { ...turn, session: { ...turn.session, stage: { ...turn.stage, isReading: false } } },
      turn.event.code,
    );
  },
  'card-removed': (turn) => (turn.stage.isReading ? reading(turn, false) : unchanged(turn)),
  'device-lost': (turn) => (turn.event.device === 'reader' ? reading(turn, false) : unchanged(turn)),
  'device-back': (turn) => {
    if (turn.event.device !== 'reader') return unchanged(turn);
    return turn.stage.draft.card ? unchanged(turn) : { ...unchanged(turn), effects: [{ do: 'wake-reader' }] };
  },
  again: (turn) => {
    const { draft } = turn.stage;
    const wipe = draft.card ? [{ do: 'wipe' as const, bytes: [draft.card.photo] }] : [];
    return to(turn, { at: 'identity', draft: { ...draft, card: null }, isReading: false }, ...wipe, {
      do: 'reread-card',
    });
  },
  continue: (turn) => {
    const { draft } = turn.stage;
    if (!draft.card) return notAllowed(turn);
    return to(turn, { at: 'face', draft }, { do: 'rest-reader' }, progress(visit(draft), 'identity'));
  },
  back: (turn) => {
    const index = CONSENT_PURPOSES.length - 1;
    return to(turn, { at: 'consent', draft: turn.stage.draft, index }, { do: 'rest-reader' });
  },
};

/** What the reader does meanwhile is no step of a person: what was said before stays on the screen. */
function reading(turn: AnyTurn & { readonly stage: StageOf<'identity'> }, isReading: boolean): Step {
  return { ...unchanged(turn), session: { ...turn.session, stage: { ...turn.stage, isReading } } };
}
