import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { refuse } from '#shared/refusals/refusal.ts';
import { intentSchema } from '../intents.ts';
import { CAN_GO_BACK, project } from '../project.ts';
import { SESSION_STATES, type SessionState } from '../states.ts';
import { profile } from '../../testing/samples.ts';
import { sampleEvents, sampleFacts, sampleSession, STAGES } from '../../testing/stages.ts';
import type { EventKind } from './events.ts';
import { freshSession } from './stages.ts';
import { next } from './table.ts';

/**
 * The whole table, written a second time by hand: where each event leads from each state, given the sample data.
 * What is not listed stays: intents are refused as not allowed, everything else changes nothing.
 */
const MOVES: Record<SessionState, Partial<Record<EventKind, SessionState>>> = {
  idle: { 'order-answered': 'order', timeout: 'idle', cancel: 'idle', 'code-scanned': 'idle', repay: 'repay-find', 'reference-scanned': 'repay-find' },
  order: { continue: 'consent', back: 'idle', cancel: 'idle', timeout: 'idle' },
  consent: { 'answer-consent': 'identity', continue: 'identity', back: 'consent', cancel: 'idle', timeout: 'idle' },
  identity: {
    continue: 'face', again: 'identity', back: 'consent', cancel: 'idle', timeout: 'idle', 'device-lost': 'identity', 'device-back': 'identity',
  },
  face: { continue: 'contact', 'take-face': 'face', again: 'face', back: 'identity', cancel: 'idle', timeout: 'idle' },
  contact: {
    'enter-phone': 'contact',
    'enter-code': 'contact', 'code-checked': 'contact', 'code-sent': 'contact', 'line-gone': 'contact', back: 'contact', cancel: 'idle', timeout: 'idle', 'resend-code': 'contact',
  },
  review: { submit: 'submitting', 'verify-phone': 'review', 'code-sent': 'contact', back: 'contact', cancel: 'idle', timeout: 'idle' },
  submitting: { saved: 'deciding', submit: 'submitting' },
  deciding: {
    'application-state': 'offers', 'line-gone': 'saved-offline', leave: 'idle', cancel: 'idle', timeout: 'idle', submit: 'deciding', 'application-rejected': 'deciding',
  },
  'saved-offline': {
    'application-state': 'offers', leave: 'idle', done: 'idle', cancel: 'idle', timeout: 'idle', submit: 'saved-offline', 'application-rejected': 'saved-offline',
    'print-slip': 'saved-offline', 'slip-printed': 'saved-offline',
  },
  'phone-check': {
    'application-state': 'offers', 'enter-code': 'phone-check', 'code-checked': 'phone-check', 'code-sent': 'phone-check', 'phone-reported': 'deciding',
    'resend-code': 'phone-check', 'line-gone': 'saved-offline', leave: 'idle', cancel: 'idle', timeout: 'idle', submit: 'phone-check', 'application-rejected': 'phone-check',
  },
  offers: {
    'choose-plan': 'offers', 'accept-plan': 'offers', 'contract-prepared': 'cost-statement', cancel: 'idle', timeout: 'idle', submit: 'offers', 'application-rejected': 'offers',
  },
  'cost-statement': { 'sign-cost-statement': 'contract', back: 'offers', cancel: 'idle', timeout: 'idle', 'application-rejected': 'cost-statement' },
  contract: { 'sign-contract': 'signing', back: 'cost-statement', cancel: 'idle', timeout: 'idle', 'application-rejected': 'contract' },
  signing: { 'contract-signed': 'receipt', 'sign-contract': 'signing', leave: 'idle', timeout: 'idle' },
  receipt: { 'print-slip': 'receipt', 'slip-printed': 'receipt', done: 'idle', timeout: 'idle' },
  outcome: { done: 'idle', leave: 'idle', cancel: 'idle', timeout: 'idle', submit: 'outcome', 'application-rejected': 'outcome', 'application-state': 'offers' },
  'repay-find': {
    'enter-reference': 'repay-find', 'enter-phone-last4': 'repay-find', 'reference-scanned': 'repay-find', 'repayment-found': 'repay-choose',
    back: 'idle', cancel: 'idle', timeout: 'idle',
  },
  'repay-choose': { 'choose-repayment': 'repay-pay', 'repayment-found': 'repay-choose', back: 'repay-find', cancel: 'idle', timeout: 'idle' },
  'repay-pay': {
    'payment-code-scanned': 'repay-working', 'choose-repayment': 'repay-pay', again: 'repay-pay', back: 'repay-choose', cancel: 'idle', timeout: 'idle',
  },
  'repay-working': {
    'payment-code-scanned': 'repay-working', 'repayment-answered': 'repay-done', 'repayment-state': 'repay-refused', leave: 'idle', timeout: 'idle',
  },
  'repay-refused': { again: 'repay-pay', back: 'repay-choose', leave: 'idle', cancel: 'idle', timeout: 'idle' },
  'repay-done': { 'print-slip': 'repay-done', 'slip-printed': 'repay-done', done: 'idle', timeout: 'idle' },
}; // prettier-ignore

const INTENTS: ReadonlySet<string> = new Set(intentSchema.options.map((option) => option.shape.kind.value));
const ALWAYS: ReadonlySet<EventKind> = new Set(['still-here', 'set-language', 'set-large-type']);
const SILENT: ReadonlySet<EventKind> = new Set(['timeout']);
/** Never passed over in silence: whoever scanned is told. */
const SCANS: ReadonlySet<EventKind> = new Set(['code-scanned', 'reference-scanned', 'payment-code-scanned']);
const events = sampleEvents();
const kinds = Object.keys(events).filter((kind): kind is EventKind => kind in events);

describe.each(SESSION_STATES)('in %s', (state) => {
  test.each(kinds)('%s leads where the table says', (kind) => {
    const outcomes = new Set<string>();
    for (const session of STAGES[state].map(sampleSession)) {
      for (const event of events[kind]) {
        const step = next(session, event, sampleFacts);
        outcomes.add(step.refusal ? `refused ${step.session.stage.at}` : step.session.stage.at);
        // Whatever happens, the result can be shown, and a refusal never loses the stage's data.
        const context = {
          revision: 1,
          facts: sampleFacts,
          profile,
          sandbox: true,
          waiting: 0,
          limits: { warnAfterMs: 1, resetAfterMs: 1 },
        };
        expect(project(step.session, context).state).toBe(step.session.stage.at);
        if (step.refusal?.code === 'not-allowed-here') expect(step.session.stage).toEqual(session.stage);
        expect(step.effects.every((effect) => !('ask' in effect) || effect.ask === sampleFacts.freshId)).toBe(true);
      }
    }
    const moves = MOVES[state][kind];
    if (moves) expect(outcomes).toContain(moves);
    else if (ALWAYS.has(kind))
      expect([...outcomes]).toEqual(isFixedLanguage(state, kind) ? [`refused ${state}`] : [state]);
    else if (SCANS.has(kind) || INTENTS.has(kind) || SILENT.has(kind))
      expect([...outcomes].every((outcome) => outcome.startsWith('refused'))).toBe(true);
    else expect([...outcomes].every((outcome) => outcome === state || outcome === `refused ${state}`)).toBe(true);
  });
});

/** The text in hand is in one language; see rows/signing.ts. */
function isFixedLanguage(state: SessionState, kind: EventKind): boolean {
  return kind === 'set-language' && ['cost-statement', 'contract', 'signing'].includes(state);
}

/** Something is being written, signed or paid, or it is done. */
const NOT_CANCELLED: ReadonlySet<SessionState> = new Set([
  'submitting',
  'signing',
  'receipt',
  'repay-working',
  'repay-done',
]);

describe('rules for every state', () => {
  const all = SESSION_STATES.flatMap((state) => STAGES[state].map(sampleSession));

  test('where a snapshot says that one can go back, back works, and nowhere else', () => {
    for (const session of all) {
      const step = next(session, { kind: 'back' }, sampleFacts);
      expect(step.refusal === null, session.stage.at).toBe(CAN_GO_BACK.has(session.stage.at));
    }
  });

  test('cancel ends in a screen that remembers nothing, except where something is being written, signed or paid', () => {
    for (const session of all) {
      const { at } = session.stage;
      const step = next(session, { kind: 'cancel' }, sampleFacts);
      if (NOT_CANCELLED.has(at)) expect(step.refusal).toEqual(refuse('not-allowed-here').refusal);
      else expect(step.session).toEqual(freshSession(sampleFacts.now));
    }
  });

  test('a time-out wipes and never withdraws', () => {
    for (const session of all) {
      const step = next(session, { kind: 'timeout' }, sampleFacts);
      if (!step.refusal) expect(step.session).toEqual(freshSession(sampleFacts.now));
      expect(step.effects.some((effect) => effect.do === 'withdraw')).toBe(false);
    }
  });

  test('a device that is lost and comes back loses no draft', () => {
    for (const session of all) {
      for (const device of ['reader', 'scanner'] as const) {
        const lost = next(session, { kind: 'device-lost', device }, sampleFacts).session;
        const back = next(lost, { kind: 'device-back', device }, sampleFacts).session;
        expect(back.stage.at).toBe(session.stage.at);
        if ('draft' in session.stage && 'draft' in back.stage) expect(back.stage.draft).toEqual(session.stage.draft);
      }
    }
  });

  test('a late answer, to a question nobody asks any more, changes nothing', () => {
    for (const session of all) {
      for (const kind of kinds) {
        for (const event of events[kind]) {
          if (!('ask' in event)) continue;
          const step = next(session, { ...event, ask: 'another' }, sampleFacts);
          expect(step.session).toBe(session);
          expect(step.effects).toEqual([]);
        }
      }
    }
  });

  test('the secret of a payment code is in no session and in no snapshot, wherever it was scanned', () => {
    for (const session of all) {
      for (const event of events['payment-code-scanned']) {
        const step = next(session, event, sampleFacts);
        expect(inspect(step.session, { depth: null })).not.toContain(event.secret.masked);
        const handedOn = step.effects.filter((effect) => 'secret' in effect);
        expect(handedOn).toHaveLength(session.stage.at === 'repay-pay' ? 1 : 0);
      }
    }
  });

  test('before the commit a wipe covers every byte of evidence', () => {
    for (const session of all) {
      if (!('draft' in session.stage) || session.stage.at === 'submitting') continue;
      const { card, face } = session.stage.draft;
      const step = next(session, { kind: 'cancel' }, sampleFacts);
      const wiped = step.effects.flatMap((effect) => (effect.do === 'wipe' ? effect.bytes : []));
      expect(wiped).toEqual([card?.photo, face?.jpeg].filter((bytes) => bytes !== undefined));
    }
  });
});
