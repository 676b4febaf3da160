import { refuse, type Refusal, type RefusalCode } from '#shared/refusals/refusal.ts';
import type { ProgressStep } from '#shared/wire/terminal.ts';
import type { SessionState } from '../states.ts';
import { bytesOf, type Draft } from './draft.ts';
import type { Effect } from './effects.ts';
import type { EventKind, EventOf, SessionEvent } from './events.ts';
import { freshSession, type Facts, type Filed, type Session, type Stage, type StageOf } from './stages.ts';

/** What an event leads to. A refusal may still have changed the session: then it is its notice. */
export interface Step {
  readonly session: Session;
  readonly effects: readonly Effect[];
  readonly refusal: Refusal | null;
}

/** All that a rule gets to see. */
export interface Turn<S extends SessionState, K extends EventKind> {
  readonly session: Session;
  readonly stage: StageOf<S>;
  readonly event: EventOf<K>;
  readonly facts: Facts;
}
export type Rule<S extends SessionState, K extends EventKind> = (turn: Turn<S, K>) => Step;
/** One row of the table: what each event means in a state. */
export type Row<S extends SessionState> = { readonly [K in EventKind]: Rule<S, K> };

/** A turn of which only the session and the facts matter. */
export interface AnyTurn {
  readonly session: Session;
  readonly event: SessionEvent;
  readonly facts: Facts;
}

/** A step forward: the notice goes, and the time to read the new screen begins. */
export function to({ session, facts }: AnyTurn, stage: Stage, ...effects: Effect[]): Step {
  return { session: { ...session, stage, notice: null, activeAt: facts.now }, effects, refusal: null };
}

/** A step that shows what went wrong; the person is told and the screen goes where the rule says. */
export function toWithNotice(turn: AnyTurn, stage: Stage, notice: Refusal, ...effects: Effect[]): Step {
  const step = to(turn, stage, ...effects);
  return { ...step, session: { ...step.session, notice } };
}

/** Refused, and said so on the screen; nothing is lost. */
export function say({ session, facts }: AnyTurn, notice: Refusal, stage: Stage = session.stage): Step {
  return { session: { ...session, stage, notice, activeAt: facts.now }, effects: [], refusal: notice };
}

export function sayCode(turn: AnyTurn, code: RefusalCode, details?: Record<string, string | number>): Step {
  return say(turn, refuse(code, details).refusal);
}

/** Nothing to do, and nothing wrong with it: late answers, devices that no step needs, a button pressed twice. */
export function unchanged({ session }: AnyTurn): Step {
  return { session, effects: [], refusal: null };
}

/** The state has no such move. */
export function notAllowed({ session }: AnyTurn): Step {
  return { session, effects: [], refusal: refuse('not-allowed-here').refusal };
}

/** Ends a session before anything was saved: nothing of it stays. */
export function abandon({ facts }: AnyTurn, draft: Draft): Step {
  return {
    session: freshSession(facts.now),
    effects: [
      { do: 'rest-reader' },
      { do: 'wipe', bytes: bytesOf(draft) },
      progress({ orderId: draft.order.orderId, sessionId: draft.sessionId }, 'left'),
    ],
    refusal: null,
  };
}

/** Ends the visit; the application goes its way and its answer comes by SMS. */
export function leaveFiled({ facts }: AnyTurn, filed: Filed, ...effects: Effect[]): Step {
  return {
    session: freshSession(facts.now),
    effects: [...effects, { do: 'unwatch' }, progress(visit(filed), 'left')],
    refusal: null,
  };
}

export function withdraw(turn: AnyTurn, filed: Filed): Step {
  return leaveFiled(turn, filed, { do: 'withdraw', applicationId: filed.applicationId });
}

/** A visit as the merchant's time line knows it. */
export function visit({ order, sessionId }: { order: { orderId: string }; sessionId: string }): {
  orderId: string;
  sessionId: string;
} {
  return { orderId: order.orderId, sessionId };
}

export function progress(of: { orderId: string; sessionId: string }, step: ProgressStep): Effect {
  return { do: 'tell-progress', ...of, step };
}
