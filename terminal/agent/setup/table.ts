/** The wizard's rules: what each event means. Pure; only `access` decides whether a wish may be granted. */
import { refuse, type Refusal, type RefusalCode } from '#shared/refusals/refusal.ts';
import type { SetupEffect, SetupEvent, SetupEventKind, SetupEventOf, SetupFacts, WiredRole } from './events.ts';
import { likelyRoles } from './likely-roles.ts';
import type { SetupTest } from './snapshot.ts';
import type { SetupState, TestedRole } from './state.ts';

export interface SetupTurn<K extends SetupEventKind> {
  readonly state: SetupState;
  readonly event: SetupEventOf<K>;
  readonly facts: SetupFacts;
}
export interface SetupMove {
  readonly state: SetupState;
  readonly effects: readonly SetupEffect[];
  readonly refusal: Refusal | null;
}
type Rule<K extends SetupEventKind> = (turn: SetupTurn<K>) => SetupMove;

/** Six digits and five tries each five minutes: a patient thief needs years on the average, and is seen. */
const WRONG_CODES_MAX = 5;
const LOCK_MS = 5 * 60_000;
const TESTED_BY_STEP = { reader: 'reader', scanner: 'scanner', printer: 'printer' } as const;

function to(state: SetupState, ...effects: SetupEffect[]): SetupMove {
  const pending = new Set([...state.pending, ...effects.map((effect) => effect.do).filter(isAwaited)]);
  return { state: { ...state, pending }, effects, refusal: null };
}

/** Tests wait for a person, not for the machine. */
function isAwaited(name: SetupEffect['do']): boolean {
  return name !== 'test' && name !== 'end-test';
}

function say(state: SetupState, code: RefusalCode): SetupMove {
  const { refusal } = refuse(code);
  return { state: { ...state, notice: refusal }, effects: [], refusal };
}

function notAllowed(state: SetupState): SetupMove {
  return { state, effects: [], refusal: refuse('not-allowed-here').refusal };
}

/** Only with the wizard open, and not twice at a time. */
function whenOpen<K extends SetupEventKind>(rule: Rule<K>, awaits?: SetupEffect['do']): Rule<K> {
  return (turn) => {
    if (turn.state.access !== 'open') return notAllowed(turn.state);
    if (awaits !== undefined && turn.state.pending.has(awaits)) return notAllowed(turn.state);
    return rule({ ...turn, state: { ...turn.state, notice: null } });
  };
}

function answered(state: SetupState, ...names: SetupEffect['do'][]): SetupState {
  return { ...state, pending: new Set([...state.pending].filter((name) => !names.includes(name))) };
}

function withTest(state: SetupState, role: TestedRole, test: SetupTest): SetupState {
  return { ...state, tests: { ...state.tests, [role]: test } };
}

function isWaiting(state: SetupState, role: TestedRole): boolean {
  return state.tests[role].state === 'waiting';
}

/** Leaving a step ends the test that was waiting there. */
function endTests(state: SetupState): SetupMove {
  const waiting = Object.values(TESTED_BY_STEP).filter((role) => isWaiting(state, role));
  const ended = waiting.reduce((after, role) => withTest(after, role, { state: 'not-done' }), state);
  return to(ended, ...waiting.map((role): SetupEffect => ({ do: 'end-test', role })));
}

function open(state: SetupState): SetupMove {
  const fresh: SetupState = {
    ...state,
    access: 'open',
    step: 'devices',
    wrongCodes: 0,
    lockedUntil: null,
    notice: null,
  };
  return to(fresh, { do: 'list-devices' }, { do: 'check-machine' });
}

function beginTest(turn: SetupTurn<'test'>): SetupMove {
  const { state, event, facts } = turn;
  // A scanner that types has no address; its scans come all the same.
  if (event.role !== 'scanner' && !facts.assigned.has(event.role)) return say(state, 'device-not-assigned');
  return to(withTest(state, event.role, { state: 'waiting', since: facts.now }), { do: 'test', role: event.role });
}

function wrongCode(state: SetupState, now: number): SetupMove {
  const wrongCodes = state.wrongCodes + 1;
  const isLocked = wrongCodes >= WRONG_CODES_MAX;
  const counted = { ...state, wrongCodes: isLocked ? 0 : wrongCodes, lockedUntil: isLocked ? now + LOCK_MS : null };
  return say(counted, isLocked ? 'setup-locked' : 'setup-code-wrong');
}

const TABLE: { readonly [K in SetupEventKind]: Rule<K> } = {
  knock: ({ state, facts }) => {
    if (state.access !== 'closed' || !facts.isCounterFree) return notAllowed(state);
    return to({ ...state, access: 'locked', notice: null });
  },
  unlock: ({ state, event, facts }) => {
    if (state.access !== 'locked' || state.pending.has('verify-code')) return notAllowed(state);
    if (state.lockedUntil !== null && facts.now < state.lockedUntil) return say(state, 'setup-locked');
    return to({ ...state, notice: null }, { do: 'verify-code', code: event.code });
  },
  'code-verified': ({ state, event, facts }) => {
    const after = answered(state, 'verify-code');
    if (after.access !== 'locked') return to(after);
    if (!facts.isCounterFree) return notAllowed({ ...after, access: 'closed' });
    return event.right ? open(after) : wrongCode(after, facts.now);
  },
  'set-code': whenOpen(({ state, event }) => to(state, { do: 'keep-code', code: event.code }), 'keep-code'),
  'code-kept': ({ state }) => to({ ...answered(state, 'keep-code'), hasCode: true }),
  go: whenOpen(({ state, event }) => {
    const left = endTests(state);
    return { ...left, state: { ...left.state, step: event.step } };
  }),
  'look-again': whenOpen(({ state }) => to(state, { do: 'list-devices' }), 'list-devices'),
  listed: ({ state, event, facts }) => {
    const after = { ...answered(state, 'list-devices'), devices: event.devices, blind: event.blind };
    if (after.access !== 'open') return to(after);
    const likely = likelyRoles(event.devices, facts.assigned, state.byHand);
    const untested = likely.reduce((all, { role }) => withTest(all, role, { state: 'not-done' }), after);
    return to(
      untested,
      ...likely.map(({ role, address }): SetupEffect => ({ do: 'assign', role, entry: { address } })),
    );
  },
  assign: whenOpen(({ state, event: { role, address, protocol, widthMm } }) => {
    const ended: SetupEffect[] = isWaiting(state, role) ? [{ do: 'end-test', role }] : [];
    const byHand = address === null ? new Set([...state.byHand, role]) : state.byHand;
    const untested = { ...withTest(state, role, { state: 'not-done' }), byHand };
    return to(untested, ...ended, { do: 'assign', role, entry: { address, protocol, widthMm } });
  }, 'assign'),
  'choose-camera': whenOpen(({ state, event }) =>
    to(withTest(state, 'camera', { state: 'not-done' }), { do: 'assign-camera', label: event.label }),
  ),
  assigned: ({ state, event }) => {
    const after = answered(state, 'assign', 'assign-camera');
    return to(event.result.ok ? after : { ...after, notice: event.result.refusal });
  },
  test: whenOpen(beginTest),
  seen: ({ state, event, facts }) => {
    if (!isWaiting(state, event.role)) return to(state);
    // Whether the words are on the paper only a person can say.
    if (event.seen.what === 'print') return to(state);
    const passed = withTest(state, event.role, { state: 'passed', at: facts.now, seen: event.seen });
    return to(passed, { do: 'end-test', role: event.role });
  },
  'test-failed': ({ state, event, facts }) => {
    if (!isWaiting(state, event.role)) return to(state);
    const failed = withTest(state, event.role, { state: 'failed', at: facts.now, refusal: event.refusal });
    return to(failed, { do: 'end-test', role: event.role });
  },
  'say-test': whenOpen(({ state, event, facts }) => {
    const { role, passed, picture } = event;
    if (role === 'printer' && !isWaiting(state, 'printer')) return notAllowed(state);
    if (!passed) {
      const { refusal } = refuse(role === 'printer' ? 'printer-fault' : 'camera-unavailable');
      return to(withTest(state, role, { state: 'failed', at: facts.now, refusal }));
    }
    const seen = picture === undefined ? null : ({ what: 'picture', ...picture } as const);
    return to(withTest(state, role, { state: 'passed', at: facts.now, seen }));
  }),
  skip: whenOpen(({ state, event }) => {
    const ended = isWiredAndWaiting(state, event.role);
    return to(withTest(state, event.role, { state: 'skipped' }), ...ended);
  }),
  'check-machine': whenOpen(({ state }) => to(state, { do: 'check-machine' }), 'check-machine'),
  checked: ({ state, event }) => to({ ...answered(state, 'check-machine'), checks: event.checks }),
  enrol: whenOpen(({ state, event, facts }) => {
    if (facts.isEnrolled) return notAllowed(state);
    return to(state, { do: 'enrol', code: event.code });
  }, 'enrol'),
  enrolled: ({ state, event }) => {
    const after = answered(state, 'enrol');
    return to(event.result.ok ? after : { ...after, notice: event.result.refusal });
  },
  'set-language': ({ state, event }) => to({ ...state, language: event.language }),
  close: ({ state, facts }) => {
    if (state.access === 'locked') return to({ ...state, access: 'closed', notice: null });
    if (state.access !== 'open') return notAllowed(state);
    if (!facts.isEnrolled || !state.hasCode) return say(state, 'setup-not-finished');
    const left = endTests(state);
    return { ...left, state: { ...left.state, access: 'closed', notice: null } };
  },
  'effect-failed': ({ state, event, facts }) => {
    const after = answered(state, event.effect);
    if (event.effect !== 'test') return say(after, 'setup-not-kept');
    const { refusal } = refuse('device-not-answering');
    const waiting = Object.values(TESTED_BY_STEP).filter((role) => isWaiting(after, role));
    return to(waiting.reduce((all, role) => withTest(all, role, { state: 'failed', at: facts.now, refusal }), after));
  },
  quiet: ({ state, facts }) => {
    if (state.access === 'closed' || !facts.isEnrolled || !state.hasCode) return to(state);
    const left = endTests(state);
    return { ...left, state: { ...left.state, access: 'closed', notice: null } };
  },
};

function isWiredAndWaiting(state: SetupState, role: TestedRole): SetupEffect[] {
  const wired: readonly WiredRole[] = Object.values(TESTED_BY_STEP);
  return wired
    .filter((known) => known === role && isWaiting(state, known))
    .map((known) => ({ do: 'end-test', role: known }));
}

/** Total: every event gives a move, perhaps with a typed refusal. */
export function nextSetup(state: SetupState, event: SetupEvent, facts: SetupFacts): SetupMove {
  return apply(state, event, facts);
}

function apply<K extends SetupEventKind>(state: SetupState, event: SetupEventOf<K>, facts: SetupFacts): SetupMove {
  const rules: { readonly [E in SetupEventKind]: Rule<E> } = TABLE;
  return rules[event.kind]({ state, event, facts });
}
