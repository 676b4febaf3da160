/** The moves that several states share. Pure: facts in, step out. */
import { decodeBaseMessage } from '../sdt/base-message.ts';
import type { CardDecoding } from '../sdt/id-card-record.ts';
import type { Status } from '../sdt/status.ts';
import type { CardReaderEvent, ReadFailure } from './events.ts';
import type { Effect, OpenFacts, ReaderState, Step, Wants } from './state.ts';

/** Intervals and limits of protocols 1.5. */
export const FIND_EVERY_MS = 250;
export const PRESENCE_EVERY_MS = 400;
export const STATUS_EVERY_MS = 2000;
export const AFTER_RESET_MS = 500;
const SILENCES_MAX = 3;
const FAILED_READS_MAX = 3;

export function to(state: ReaderState, ...effects: Effect[]): Step {
  return { ok: true, state, effects };
}

export function tell(event: CardReaderEvent): Effect {
  return { do: 'tell', event };
}

/** Picks the facts out of a state, so that the next state carries nothing else over. */
export function factsOf(state: OpenFacts): OpenFacts {
  const { wants, samId, silences, failedReads } = state;
  return { wants, samId, silences, failedReads };
}

/** Between two commands: do what is wanted. A search pauses before it asks again. */
export function goOn(facts: OpenFacts, pauseMs: number, ...effects: Effect[]): Step {
  switch (facts.wants) {
    case 'rest':
      return to({ at: 'resting', ...facts, asking: false }, ...effects, { do: 'wait', ms: STATUS_EVERY_MS });
    case 'wake':
      return pauseMs === 0
        ? to({ at: 'idle', ...facts, asking: true }, ...effects, { do: 'send', command: 'StartFindIDCard' })
        : to({ at: 'idle', ...facts, asking: false }, ...effects, { do: 'wait', ms: pauseMs });
    case 'reread':
      return reset(facts, ...effects);
  }
}

/** A reset makes the module forget that it has read the lying card. */
export function reset(facts: OpenFacts, ...effects: Effect[]): Step {
  const wants = facts.wants === 'reread' ? 'wake' : facts.wants;
  const state = { at: 'resetting', ...facts, wants, failedReads: 0, asking: true } as const;
  return to(state, ...effects, { do: 'send', command: 'ResetSAM' });
}

/** The common answers first: a module out of order ends the link, other trouble is the state's own affair. */
export function serviceNeeded(facts: OpenFacts, status: Status): Step | null {
  if (status.reaction !== 'service') return null;
  const reason = { code: 'device-fault', detail: `module reports ${status.name}` } as const;
  return to({ at: 'opening', wants: facts.wants }, { do: 'drop-link', reason });
}

/** One more silence; `otherwise` says where to go as long as it is not one too many. */
export function silent(facts: OpenFacts, noiseBytes: number, otherwise: (facts: OpenFacts) => Step): Step {
  const silences = facts.silences + 1;
  if (silences < SILENCES_MAX) return otherwise({ ...facts, silences });
  return dropSilent(facts.wants, noiseBytes);
}

export function dropSilent(wants: Wants, noiseBytes: number): Step {
  const reason = { code: 'silent', detail: `no answer; ${noiseBytes} stray bytes` } as const;
  return to({ at: 'opening', wants }, { do: 'drop-link', reason });
}

/** A read failed: search again, after several in a row or where the module asks for it reset first. */
export function readFailed(facts: OpenFacts, resetNow: boolean, failure: CardReaderEvent | null): Step {
  const effects = failure === null || facts.wants === 'rest' ? [] : [tell(failure)];
  const failedReads = facts.failedReads + 1;
  if (resetNow || failedReads >= FAILED_READS_MAX) return reset(facts, ...effects);
  return goOn({ ...facts, failedReads }, FIND_EVERY_MS, ...effects);
}

/** True when the next failure in a row makes the module be reset. */
export function isLastTry(facts: OpenFacts): boolean {
  return facts.failedReads + 1 >= FAILED_READS_MAX;
}

/** A card has been read: tell, then watch it until it goes. */
export function cardRead(facts: OpenFacts, data: Uint8Array): Step {
  const reported = facts.wants !== 'rest';
  const state = { at: 'card-present', ...facts, failedReads: 0, asking: false, reported } as const;
  const news = reported ? [tell(reportOf(decodeBaseMessage(data, facts.samId)))] : [];
  return to(state, ...news, { do: 'wait', ms: PRESENCE_EVERY_MS });
}

function reportOf(decoding: CardDecoding): CardReaderEvent {
  if (decoding.ok) return { kind: 'card-read', record: decoding.record };
  switch (decoding.code) {
    case 'malformed-card':
      return { kind: 'read-failed', reason: 'malformed', detail: `part ${decoding.part}` };
    case 'unknown-document-letter':
      return { kind: 'read-failed', reason: 'unknown-document', detail: `letter ${codePoint(decoding.letter)}` };
  }
}

function codePoint(letter: string): string {
  return `U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * Protocols 1.4. A module also rejects a card that was lifted too early (32), and nobody is to be
 * accused for a slip of the hand: only when it happens twice in a row is the card called not genuine.
 */
export function failureOf(status: Status, failedReads: number): ReadFailure {
  switch (status.name) {
    case 'card-read-failed':
    case 'random-number-failed':
    case 'select-failed':
      return 'taken-away';
    case 'module-rejects-card':
      return failedReads === 0 ? 'taken-away' : 'not-genuine';
    case 'data-check-failed':
      return 'not-genuine';
    case 'card-rejects-module':
      return 'damaged';
    case 'unknown-card-type':
      return 'unknown-document';
    default:
      return 'reader-fault';
  }
}
