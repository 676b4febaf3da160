/** The moves that several states share. Pure: facts in, step out. */
import type { LinkError } from '../transport/transport.ts';
import type { Findings } from './inquiry.ts';
import type { PrintOutcome, PrinterStatus } from './printer.ts';
import type { Effect, LastingFacts, OpenFacts, PrinterState, Proof, Step } from './state.ts';
import { isSameStatus } from './status.ts';

export const POLL_EVERY_MS = 3000;
/** A piece takes half a second at 9600; a printer that takes none for so long waits for somebody. */
export const PIECE_LIMIT_MS = 20_000;
/** Between two looks at a printer that is at work, and how many of them a long slip on a slow one may need. */
export const LOOK_EVERY_MS = 3000;
const LOOKS = { id: 10, paper: 10 } as const;
const SILENCES_MAX = 3;

export const NO_ANSWER: PrinterStatus = { answers: false };
export const STOPPED: LinkError = { code: 'cancelled', detail: 'the driver was stopped' };
export const SILENT: LinkError = { code: 'silent', detail: 'no answer' };
export const TAKES_NOTHING: LinkError = { code: 'silent', detail: 'takes no bytes' };

export function to(state: PrinterState, ...effects: Effect[]): Step {
  return { ok: true, state, effects };
}

/** Picks the facts out of a state, so that the next state carries nothing else over. */
export function factsOf(state: OpenFacts): OpenFacts {
  const { hasAnswered, tongue, hasProof, tellsChanges, status, silences, isHeld, owed } = state;
  return { hasAnswered, tongue, hasProof, tellsChanges, status, silences, isHeld, owed };
}

export function failed(status: PrinterStatus, link: LinkError | null): PrintOutcome {
  return { kind: 'failed', troubles: status.answers ? status.troubles : [], link };
}

export function settle(outcome: PrintOutcome): Effect {
  return { do: 'settle', outcome };
}

export function toIdle(facts: OpenFacts, ...effects: Effect[]): Step {
  // Who never answers is not asked again and again for nothing.
  const poll: Effect[] = facts.tongue === 'mute' ? [] : [{ do: 'wait', ms: POLL_EVERY_MS }];
  return to({ at: 'idle', ...factsOf(facts) }, ...effects, ...poll, { do: 'take-job' });
}

export function drop({ hasAnswered }: LastingFacts, reason: LinkError, ...effects: Effect[]): Step {
  return to({ at: 'opening', hasAnswered, reason }, ...effects, { do: 'drop-link', reason });
}

export function toClosed({ hasAnswered }: LastingFacts, ...effects: Effect[]): Step {
  const failing: Effect = { do: 'fail-waiting', reason: STOPPED };
  return to({ at: 'closed', hasAnswered }, ...effects, failing, { do: 'close-link' });
}

export interface News {
  readonly facts: OpenFacts;
  /** Empty where it says nothing new. */
  readonly effects: readonly Effect[];
}

/** Automatic status: the printer knows GS a. */
export function toldStatus(state: OpenFacts, status: PrinterStatus): News {
  return withStatus({ ...state, tellsChanges: true }, status);
}

function withStatus(state: OpenFacts, status: PrinterStatus): News {
  const facts = { ...factsOf(state), status };
  const isNew = !isSameStatus(state.status, status);
  return { facts, effects: isNew ? [{ do: 'tell', event: { kind: 'status', status } }] : [] };
}

/** The printer has answered: what it says of itself and of its tongue. */
export function withFindings(state: OpenFacts, { tongue, status }: Findings): News {
  const { facts, effects } = withStatus(state, status);
  // Whoever was switched on after the link was opened has not been asked yet to tell of changes.
  const wasMute: Effect[] = state.tongue === 'mute' && tongue === 'real-time' ? [{ do: 'tell-changes' }] : [];
  return { facts: { ...facts, hasAnswered: true, tongue, silences: 0 }, effects: [...effects, ...wasMute] };
}

/** One more silence; a printer that used to answer and does so no more is lost after a few. */
export function unanswered(state: OpenFacts, ...effects: Effect[]): Step {
  if (state.tongue === 'mute') return toIdle(state, ...effects);
  const silences = state.silences + 1;
  if (silences >= SILENCES_MAX) return drop(state, SILENT, ...effects);
  return toIdle({ ...factsOf(state), silences }, ...effects);
}

/** All pieces are sent: ask for a proof, or say that there is none to be had. */
export function afterLastPiece(facts: OpenFacts): Step {
  if (facts.tongue === 'mute') return toIdle(facts, settle({ kind: 'sent' }));
  return askProof(facts, facts.hasProof && facts.tongue === 'real-time' ? 'id' : 'paper');
}

export function askProof(state: OpenFacts, proof: Proof): Step {
  const facts = { ...factsOf(state), owed: state.owed + (proof === 'paper' ? 1 : 0) };
  return to(
    { at: 'proving', ...facts, proof, looksLeft: LOOKS[proof], isLooking: false },
    { do: 'ask-proof', proof, tongue: facts.tongue },
    { do: 'wait', ms: LOOK_EVERY_MS },
  );
}

export function look(facts: OpenFacts): Effect {
  return { do: 'ask', topic: 'status', tongue: facts.tongue };
}
