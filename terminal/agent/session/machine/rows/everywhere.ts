/** What events mean where a state says nothing of its own. Every row begins with one of these. */
import type { SessionState } from '../../states.ts';
import type { EventKind, EventOf } from '../events.ts';
import { freshSession, type StageOf } from '../stages.ts';
import {
  abandon,
  leaveFiled,
  notAllowed,
  sayCode,
  unchanged,
  withdraw,
  type AnyTurn,
  type Step,
  type Turn,
} from '../step.ts';

type AnyRow = { readonly [K in EventKind]: (turn: AnyTurn & { readonly event: EventOf<K> }) => Step };

export const everywhere: AnyRow = {
  // Wishes of a person: none is granted unless the state says so.
  continue: notAllowed,
  'answer-consent': notAllowed,
  again: notAllowed,
  'take-face': notAllowed,
  'camera-failed': notAllowed,
  'enter-phone': notAllowed,
  'enter-code': notAllowed,
  'resend-code': notAllowed,
  'choose-income': notAllowed,
  'choose-occupation': notAllowed,
  'verify-phone': notAllowed,
  submit: notAllowed,
  leave: notAllowed,
  'choose-plan': notAllowed,
  'accept-plan': notAllowed,
  'sign-cost-statement': notAllowed,
  'sign-contract': notAllowed,
  'print-slip': notAllowed,
  repay: notAllowed,
  'enter-reference': notAllowed,
  'enter-phone-last4': notAllowed,
  'choose-repayment': notAllowed,
  done: notAllowed,
  back: notAllowed,
  cancel: notAllowed,
  timeout: notAllowed,
  'still-here': unchanged,
  'set-language': ({ session, event }) => ({
    session: { ...session, language: event.language },
    effects: [],
    refusal: null,
  }),
  'set-large-type': ({ session, event }) => ({
    session: { ...session, largeType: event.on },
    effects: [],
    refusal: null,
  }),
  // A code scanned in the middle of somebody's session never replaces the order; whoever scanned it is told.
  'code-scanned': scannedMeanwhile,
  'reference-scanned': scannedMeanwhile,
  'payment-code-scanned': scannedMeanwhile,
  // Devices that this step does not need. Their health is a fact, shown with every screen.
  'card-found': unchanged,
  'card-read': unchanged,
  'card-removed': unchanged,
  'card-failed': unchanged,
  'device-lost': unchanged,
  'device-back': unchanged,
  'line-gone': unchanged,
  'line-back': unchanged,
  // Answers to questions that nobody asks any more.
  'order-answered': unchanged,
  'code-sent': unchanged,
  'code-checked': unchanged,
  saved: unchanged,
  'application-state': unchanged,
  'application-rejected': unchanged,
  'phone-reported': unchanged,
  'contract-prepared': unchanged,
  'contract-signed': unchanged,
  'repayment-found': unchanged,
  'repayment-answered': unchanged,
  'repayment-state': unchanged,
  'slip-printed': unchanged,
};

function scannedMeanwhile(turn: AnyTurn): Step {
  return sayCode(turn, 'not-allowed-here', { what: 'scan' });
}

type DraftState = 'order' | 'consent' | 'identity' | 'face' | 'contact' | 'review';
type FiledState = 'deciding' | 'saved-offline' | 'phone-check' | 'offers' | 'cost-statement' | 'contract' | 'outcome';
type Any<S extends SessionState> = AnyTurn & { readonly stage: StageOf<S> };

/** Before anything is saved: cancel and time-out leave no trace. */
export const beforeSubmission = {
  ...everywhere,
  cancel: (turn: Any<DraftState>): Step => abandon(turn, turn.stage.draft),
  timeout: (turn: Any<DraftState>): Step => abandon(turn, turn.stage.draft),
};

/**
 * From the commit to the signature: cancel withdraws the application, a time-out only frees the counter (the answer
 * comes by SMS), and a refusal of the server to take the application is said.
 */
export const beforeSignature = {
  ...everywhere,
  cancel: (turn: Any<FiledState>): Step => withdraw(turn, turn.stage.filed),
  timeout: (turn: Any<FiledState>): Step => leaveFiled(turn, turn.stage.filed),
  'application-rejected': (turn: Turn<FiledState, 'application-rejected'>): Step =>
    turn.event.applicationId === turn.stage.filed.applicationId
      ? { ...unchanged(turn), session: { ...turn.session, notice: turn.event.refusal } }
      : unchanged(turn),
};

/** Somebody repays: nothing of it is kept here, so whoever stops leaves no trace. What is scanned waits for its step. */
export const whileRepaying = {
  ...everywhere,
  'code-scanned': (turn: AnyTurn): Step => sayCode(turn, 'not-allowed-here', { what: 'repaying' }),
  'reference-scanned': (turn: AnyTurn): Step => sayCode(turn, 'not-allowed-here', { what: 'repaying' }),
  'payment-code-scanned': (turn: AnyTurn): Step => sayCode(turn, 'scan-is-payment-code', { what: 'too-early' }),
  cancel: toIdle,
  timeout: toIdle,
};

/** After the last step: the screen is free for the next shopper. */
export function toIdle({ facts }: AnyTurn): Step {
  return { session: freshSession(facts.now), effects: [{ do: 'unwatch' }], refusal: null };
}
