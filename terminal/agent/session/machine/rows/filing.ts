/** From the tap on "submit" to an answer: sealed and committed first, then sent, or kept for the line to return. */
import { bytesOf } from '../draft.ts';
import { NOT_PRINTED, type Filed } from '../stages.ts';
import { leaveFiled, progress, to, toWithNotice, unchanged, visit, type Row } from '../step.ts';
import { react } from './answer.ts';
import { beforeSignature, everywhere } from './everywhere.ts';
import { print, printed, savedInstead, savedSlipOf } from './printing.ts';

export const submitting: Row<'submitting'> = {
  ...everywhere,
  // Pressed twice: it is one application.
  submit: unchanged,
  saved: (turn) => {
    const { stage, event, facts } = turn;
    if (event.ask !== stage.ask) return unchanged(turn);
    const { draft, applicationId } = stage;
    if (!event.result.ok) return toWithNotice(turn, { at: 'review', draft, pending: null }, event.result.refusal);
    const filed: Filed = {
      sessionId: draft.sessionId,
      order: draft.order,
      applicationId,
      reference: event.result.value.reference,
      phone: draft.phone,
      phoneVerified: draft.phoneVerification.status === 'verified',
      phoneReported: false,
      codeSent: draft.codeSent,
    };
    const after = [{ do: 'wipe', bytes: bytesOf(draft) } as const, progress(visit(filed), 'submitted')];
    if (!facts.online) return to(turn, { at: 'saved-offline', filed, printing: NOT_PRINTED }, ...after);
    return to(turn, { at: 'deciding', filed, since: facts.now }, ...after, { do: 'watch', applicationId });
  },
};

export const deciding: Row<'deciding'> = {
  ...beforeSignature,
  submit: unchanged,
  'application-state': (turn) => react(turn, turn.stage.filed, turn.stage, turn.event.state),
  'line-gone': (turn) => savedInstead(turn, turn.stage.filed),
  leave: (turn) => leaveFiled(turn, turn.stage.filed),
};

export const savedOffline: Row<'saved-offline'> = {
  ...beforeSignature,
  submit: unchanged,
  'application-state': (turn) => react(turn, turn.stage.filed, turn.stage, turn.event.state),
  // The screen stays until there is an answer to show: nothing moves while someone reads.
  'line-back': (turn) => ({
    ...unchanged(turn),
    effects: [{ do: 'watch', applicationId: turn.stage.filed.applicationId }],
  }),
  'line-gone': (turn) => ({ ...unchanged(turn), effects: [{ do: 'unwatch' }] }),
  'print-slip': (turn) => print(turn, turn.stage, savedSlipOf(turn.stage, turn.facts.now, turn.session.language)),
  'slip-printed': (turn) => printed(turn, turn.stage, turn.event),
  leave: (turn) => leaveFiled(turn, turn.stage.filed),
  done: (turn) => leaveFiled(turn, turn.stage.filed),
};
