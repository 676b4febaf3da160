import { expect, test } from 'vitest';
import { done, refuse } from '#shared/refusals/refusal.ts';
import type { SetupEvent, SetupFacts } from './events.ts';
import type { SetupState } from './state.ts';
import { firstState } from './state.ts';
import { nextSetup, type SetupMove } from './table.ts';

const NOW = 1_700_000_000_000;
const facts: SetupFacts = {
  now: NOW,
  isEnrolled: true,
  isCounterFree: true,
  assigned: new Map([
    ['reader', 'tcp://127.0.0.1:1'],
    ['printer', 'tcp://127.0.0.1:2'],
  ]),
};
const closed = firstState({ isEnrolled: true, hasCode: true });
const locked = state({ kind: 'knock' }, closed);
const open = state({ kind: 'code-verified', right: true }, state({ kind: 'unlock', code: '246810' }, locked));
const SCANNER = {
  address: 'hid://0c2e:0b61',
  name: 'Scanner',
  place: 'USB 1-1',
  guess: 'scanner',
  trouble: null,
} as const;

function move(event: SetupEvent, from: SetupState, changed: Partial<SetupFacts> = {}): SetupMove {
  return nextSetup(from, event, { ...facts, ...changed });
}
function state(event: SetupEvent, from: SetupState, changed: Partial<SetupFacts> = {}): SetupState {
  return move(event, from, changed).state;
}
function code(made: SetupMove): string | null {
  return made.refusal?.code ?? null;
}

test('a terminal that is not enrolled is open, and cannot be closed before it has a code and a name', () => {
  const fresh = firstState({ isEnrolled: false, hasCode: false });
  expect(fresh.access).toBe('open');
  expect(code(move({ kind: 'close' }, fresh, { isEnrolled: false }))).toBe('setup-not-finished');
  expect(code(move({ kind: 'close' }, fresh))).toBe('setup-not-finished');
  expect(state({ kind: 'close' }, { ...fresh, hasCode: true }).access).toBe('closed');
});

test('the corner opens nothing while a shopper is at the counter', () => {
  expect(code(move({ kind: 'knock' }, closed, { isCounterFree: false }))).toBe('not-allowed-here');
  expect(locked.access).toBe('locked');
});

test('without the code nothing can be wished for', () => {
  const wishes: SetupEvent[] = [
    { kind: 'go', step: 'done' },
    { kind: 'look-again' },
    { kind: 'assign', role: 'reader', address: null },
    { kind: 'test', role: 'reader' },
    { kind: 'set-code', code: '111111' },
    { kind: 'enrol', code: '12345678' },
    { kind: 'skip', role: 'printer' },
    { kind: 'check-machine' },
    { kind: 'choose-camera', label: 'x' },
    { kind: 'say-test', role: 'camera', passed: true },
  ];
  for (const access of [closed, locked]) {
    for (const wish of wishes) {
      const made = move(wish, access);
      expect([code(made), made.effects]).toEqual(['not-allowed-here', []]);
    }
  }
});

test('five wrong codes lock the door for five minutes, and the right one waits as long', () => {
  let at = locked;
  for (let wrong = 1; wrong <= 5; wrong += 1) {
    const asked = state({ kind: 'unlock', code: '000000' }, at);
    const told = move({ kind: 'code-verified', right: false }, asked);
    expect(code(told)).toBe(wrong === 5 ? 'setup-locked' : 'setup-code-wrong');
    at = told.state;
  }
  const early = move({ kind: 'unlock', code: '246810' }, at, { now: NOW + 299_999 });
  expect([code(early), early.effects]).toEqual(['setup-locked', []]);
  expect(move({ kind: 'unlock', code: '246810' }, at, { now: NOW + 300_000 }).effects).toHaveLength(1);
});

test('what is plugged in and has one likely role gets it by itself, and only if the role is free', () => {
  const found: SetupEvent = { kind: 'listed', devices: [SCANNER], blind: [] };
  expect(move(found, open).effects).toEqual([{ do: 'assign', role: 'scanner', entry: { address: 'hid://0c2e:0b61' } }]);
  expect(move(found, open, { assigned: new Map([['scanner', 'tcp://127.0.0.1:3']]) }).effects).toEqual([]);
  const two: SetupEvent = { kind: 'listed', devices: [SCANNER, { ...SCANNER, address: 'hid://0c2e:0b62' }], blind: [] };
  expect(move(two, open).effects).toEqual([]);
});

test('a test begins only with a device, passes by what it showed, and rests the reader afterwards', () => {
  expect(code(move({ kind: 'test', role: 'printer' }, open, { assigned: new Map() }))).toBe('device-not-assigned');
  const waiting = move({ kind: 'test', role: 'reader' }, open);
  expect(waiting.effects).toEqual([{ do: 'test', role: 'reader' }]);
  const seen = { what: 'card', document: 'resident', nameMasked: '张*', numberMasked: '1**4', samId: null } as const;
  const passed = move({ kind: 'seen', role: 'reader', seen }, waiting.state);
  expect(passed.state.tests.reader).toEqual({ state: 'passed', at: NOW, seen });
  expect(passed.effects).toEqual([{ do: 'end-test', role: 'reader' }]);
});

test('a card that nobody is testing changes nothing', () => {
  const seen = { what: 'code', kind: 'text', symbology: null, length: 3 } as const;
  expect(state({ kind: 'seen', role: 'scanner', seen }, open).tests).toEqual(open.tests);
});

test('leaving a step ends its test, so the next card is nobody’s', () => {
  const waiting = state({ kind: 'test', role: 'reader' }, open);
  const left = move({ kind: 'go', step: 'scanner' }, waiting);
  expect(left.effects).toEqual([{ do: 'end-test', role: 'reader' }]);
  expect([left.state.step, left.state.tests.reader.state]).toEqual(['scanner', 'not-done']);
});

test('only a person passes the printer: the bytes went out, the words are on the paper', () => {
  const printed = { kind: 'seen', role: 'printer', seen: { what: 'print', confirmedByPrinter: true } } as const;
  const waiting = state(printed, state({ kind: 'test', role: 'printer' }, open));
  expect(waiting.tests.printer.state).toBe('waiting');
  expect(state({ kind: 'say-test', role: 'printer', passed: true }, waiting).tests.printer.state).toBe('passed');
  expect(state({ kind: 'say-test', role: 'printer', passed: false }, waiting).tests.printer.state).toBe('failed');
});

test('a terminal is enrolled once', () => {
  expect(code(move({ kind: 'enrol', code: '12345678' }, open))).toBe('not-allowed-here');
  const asked = move({ kind: 'enrol', code: '12345678' }, open, { isEnrolled: false });
  expect(asked.effects).toEqual([{ do: 'enrol', code: '12345678' }]);
  const refused = state({ kind: 'enrolled', result: refuse('enrolment-code-wrong') }, asked.state);
  expect([refused.notice?.code, refused.pending.has('enrol')]).toEqual(['enrolment-code-wrong', false]);
  expect(state({ kind: 'enrolled', result: done(null) }, asked.state).notice).toBeNull();
});

test('a wish that is still being granted is not granted twice', () => {
  const looking = state({ kind: 'look-again' }, { ...open, pending: new Set() });
  expect(code(move({ kind: 'look-again' }, looking))).toBe('not-allowed-here');
});

test('an effect that could not be done leaves a wizard that can be used', () => {
  const looking = state({ kind: 'look-again' }, { ...open, pending: new Set() });
  const failed = move({ kind: 'effect-failed', effect: 'list-devices' }, looking);
  expect([failed.state.pending.size, failed.state.notice?.code]).toEqual([0, 'setup-not-kept']);
});

test('an enrolled terminal without a code is not finished: its wizard stays open, so no corner opens it for anybody', () => {
  const unfinished = firstState({ isEnrolled: true, hasCode: false });
  expect(unfinished.access).toBe('open');
  expect(state({ kind: 'quiet' }, unfinished).access).toBe('open');
});

test('the right code does not open the wizard over a shopper who came meanwhile', () => {
  const asked = state({ kind: 'unlock', code: '246810' }, locked);
  const told = move({ kind: 'code-verified', right: true }, asked, { isCounterFree: false });
  expect([told.state.access, code(told)]).toEqual(['closed', 'not-allowed-here']);
});

test('a device in use is offered to no other role, and a role that was taken away stays so', () => {
  const found: SetupEvent = { kind: 'listed', devices: [SCANNER], blind: [] };
  const asReader = { assigned: new Map([['reader', SCANNER.address]] as const) };
  expect(move(found, open, asReader).effects).toEqual([]);
  const takenAway = state({ kind: 'assign', role: 'scanner', address: null }, open);
  expect(move(found, takenAway).effects).toEqual([]);
});

test('a scanner that types is tested without an address', () => {
  const waiting = state({ kind: 'test', role: 'scanner' }, open, { assigned: new Map() });
  expect(waiting.tests.scanner.state).toBe('waiting');
});

test('a test page that could not be sent is no test passed', () => {
  const waiting = state({ kind: 'test', role: 'printer' }, open);
  const failed = state({ kind: 'effect-failed', effect: 'test' }, waiting);
  expect(failed.tests.printer.state).toBe('failed');
});

test('a deserted wizard closes itself, but not where there is no shop behind it yet', () => {
  expect(state({ kind: 'quiet' }, open).access).toBe('closed');
  expect(state({ kind: 'quiet' }, locked).access).toBe('closed');
  expect(state({ kind: 'quiet' }, open, { isEnrolled: false }).access).toBe('open');
});
