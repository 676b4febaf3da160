/** Every state meets every signal. */
import { expect, test } from 'vitest';
import { KINDS, SIGNALS, STATES, short } from '../testing/printer-states.ts';
import { next } from './machine.ts';

// The table a second time, by its effects. With a link, these change nothing where nothing is written; whatever else
// is not written is impossible.
const HARMLESS: ReadonlySet<string> = new Set(['held', 'released', 'drained', 'proved', 'paper answered', 'wanted']);

const EXPECTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  closed: {
    start: 'opening + open-link',
    stop: 'closed',
    wanted: 'closed',
  },
  'opening, first try': {
    stop: 'closed + fail-waiting + close-link',
    opened: 'settling + wait',
    lost: 'opening + tell lost + fail-waiting',
    wanted: 'opening',
  },
  'opening again': {
    stop: 'closed + fail-waiting + close-link',
    opened: 'settling + wait',
    lost: 'opening + tell lost + fail-waiting',
    wanted: 'opening + fail-waiting',
  },
  settling: {
    stop: 'closed + fail-waiting + close-link',
    lost: 'opening + tell lost + fail-waiting',
    waited: 'asking + ask',
    'told paper end': 'settling',
  },
  'asking first': {
    stop: 'closed + fail-waiting + close-link',
    lost: 'opening + tell lost + fail-waiting',
    'found well': 'asking + confirm-link + tell ready + ask',
    'found paper end': 'asking + confirm-link + tell ready + ask',
    'found silent': 'opening + drop-link',
    'told paper end': 'asking',
  },
  'asking who': {
    stop: 'closed + fail-waiting + close-link',
    lost: 'opening + tell lost + fail-waiting',
    introduced: 'idle + tell-changes + wait + take-job',
    'told paper end': 'asking + tell status',
  },
  'asking a poll': {
    stop: 'closed + fail-waiting + close-link',
    lost: 'opening + tell lost + fail-waiting',
    'found well': 'idle + wait + take-job',
    'found paper end': 'idle + tell status + wait + take-job',
    'found silent': 'idle + wait + take-job',
    'told paper end': 'asking + tell status',
  },
  'asking a poll, third silence': {
    stop: 'closed + fail-waiting + close-link',
    lost: 'opening + tell lost + fail-waiting',
    'found well': 'idle + wait + take-job',
    'found paper end': 'idle + tell status + wait + take-job',
    'found silent': 'opening + drop-link',
    'told paper end': 'asking + tell status',
  },
  'asking as wished': {
    stop: 'closed + answer + fail-waiting + close-link',
    lost: 'opening + answer + tell lost + fail-waiting',
    'found well': 'idle + answer + wait + take-job',
    'found paper end': 'idle + tell status + answer + wait + take-job',
    'found silent': 'idle + answer + wait + take-job',
    'told paper end': 'asking + tell status',
  },
  idle: {
    stop: 'closed + fail-waiting + close-link',
    lost: 'opening + tell lost + fail-waiting',
    waited: 'asking + ask',
    'told paper end': 'idle + tell status',
    wanted: 'idle + take-job',
    job: 'checking + ask',
  },
  'idle, mute': {
    stop: 'closed + fail-waiting + close-link',
    lost: 'opening + tell lost + fail-waiting',
    waited: 'asking + ask',
    'told paper end': 'idle + tell status',
    wanted: 'idle + take-job',
    job: 'checking + ask',
  },
  'checking before': {
    stop: 'closed + failed cancelled + fail-waiting + close-link',
    lost: 'opening + failed refused + tell lost + fail-waiting',
    'found well': 'printing + begin raster',
    'found paper end': 'idle + tell status + failed + wait + take-job',
    'found silent': 'opening + failed silent + drop-link',
    'told paper end': 'checking + tell status',
  },
  'checking before, mute': {
    stop: 'closed + failed cancelled + fail-waiting + close-link',
    lost: 'opening + failed refused + tell lost + fail-waiting',
    'found well': 'printing + tell status + tell-changes + begin raster',
    'found paper end': 'idle + tell status + tell-changes + failed + wait + take-job',
    'found silent': 'printing + begin raster',
    'told paper end': 'checking + tell status',
  },
  'checking after a proof': {
    stop: 'closed + printed + fail-waiting + close-link',
    lost: 'opening + printed + tell lost + fail-waiting',
    'found well': 'idle + printed + wait + take-job',
    'found paper end': 'idle + tell status + printed + wait + take-job',
    'found silent': 'idle + printed + wait + take-job',
    'told paper end': 'checking + tell status',
  },
  'checking after paper': {
    stop: 'closed + printed + fail-waiting + close-link',
    lost: 'opening + printed + tell lost + fail-waiting',
    'found well': 'idle + printed + wait + take-job',
    'found paper end': 'idle + tell status + failed + wait + take-job',
    'found silent': 'idle + printed + wait + take-job',
    'told paper end': 'checking + tell status',
  },
  'checking after a part': {
    stop: 'closed + failed cancelled + fail-waiting + close-link',
    lost: 'opening + failed refused + tell lost + fail-waiting',
    'found well': 'opening + failed silent + drop-link',
    'found paper end': 'idle + tell status + failed + wait + take-job',
    'found silent': 'opening + failed silent + drop-link',
    'told paper end': 'checking + tell status',
  },
  printing: {
    stop: 'closed + failed cancelled + fail-waiting + close-link',
    lost: 'opening + failed refused + tell lost + fail-waiting',
    waited: 'checking + ask',
    'told paper end': 'idle + tell status + failed + wait + take-job',
    drained: 'printing + send-piece + wait',
    encoded: 'printing + send-piece + wait',
  },
  'printing, last piece': {
    stop: 'closed + failed cancelled + fail-waiting + close-link',
    lost: 'opening + failed refused + tell lost + fail-waiting',
    waited: 'checking + ask',
    'told paper end': 'idle + tell status + failed + wait + take-job',
    drained: 'proving + ask id + wait',
    encoded: 'printing + send-piece + wait',
  },
  'printing, held': {
    stop: 'closed + failed cancelled + fail-waiting + close-link',
    lost: 'opening + failed refused + tell lost + fail-waiting',
    waited: 'checking + ask',
    'told paper end': 'idle + tell status + failed + wait + take-job',
    released: 'printing + send-piece + wait',
    encoded: 'printing + send-piece + wait',
  },
  'printing, mute, last piece': {
    stop: 'closed + failed cancelled + fail-waiting + close-link',
    lost: 'opening + failed refused + tell lost + fail-waiting',
    waited: 'opening + failed silent + drop-link',
    'told paper end': 'idle + tell status + failed + take-job',
    drained: 'idle + sent + take-job',
    encoded: 'printing + send-piece + wait',
  },
  'proving by id': {
    stop: 'closed + failed cancelled + fail-waiting + close-link',
    lost: 'opening + failed refused + tell lost + fail-waiting',
    waited: 'proving + ask',
    'found well': 'proving + wait',
    'found paper end': 'idle + tell status + failed + wait + take-job',
    'found silent': 'proving + wait',
    'told paper end': 'idle + tell status + failed + wait + take-job',
    proved: 'checking + ask',
  },
  'proving by id, last look': {
    stop: 'closed + failed cancelled + fail-waiting + close-link',
    lost: 'opening + failed refused + tell lost + fail-waiting',
    waited: 'proving + ask',
    'found well': 'proving + ask paper + wait',
    'found paper end': 'idle + tell status + failed + wait + take-job',
    'found silent': 'opening + failed silent + drop-link',
    'told paper end': 'idle + tell status + failed + wait + take-job',
    proved: 'checking',
  },
  'proving by paper': {
    stop: 'closed + failed cancelled + fail-waiting + close-link',
    lost: 'opening + failed refused + tell lost + fail-waiting',
    waited: 'proving + ask',
    'found well': 'proving + wait',
    'found paper end': 'idle + tell status + failed + wait + take-job',
    'found silent': 'proving + wait',
    'told paper end': 'idle + tell status + failed + wait + take-job',
    proved: 'checking',
    'paper answered': 'checking',
  },
  'proving by paper, one owed': {
    stop: 'closed + failed cancelled + fail-waiting + close-link',
    lost: 'opening + failed refused + tell lost + fail-waiting',
    waited: 'proving + ask',
    'found well': 'proving + wait',
    'found paper end': 'idle + tell status + failed + wait + take-job',
    'found silent': 'proving + wait',
    'told paper end': 'idle + tell status + failed + wait + take-job',
    proved: 'checking + ask',
  },
  'proving by paper, last look': {
    stop: 'closed + failed cancelled + fail-waiting + close-link',
    lost: 'opening + failed refused + tell lost + fail-waiting',
    waited: 'proving + ask',
    'found well': 'idle + sent + wait + take-job',
    'found paper end': 'idle + tell status + failed + wait + take-job',
    'found silent': 'opening + failed silent + drop-link',
    'told paper end': 'idle + tell status + failed + wait + take-job',
    proved: 'checking',
    'paper answered': 'checking',
  },
};

const PAIRS = STATES.flatMap(([name, state]) =>
  SIGNALS.map(([signalName, signal]) => {
    const isLinked = state.at !== 'closed' && state.at !== 'opening' && HARMLESS.has(signalName);
    const unwritten = isLinked ? state.at : 'impossible';
    return { name, state, signalName, signal, expected: EXPECTED[name]?.[signalName] ?? unwritten };
  }),
);

test.each(PAIRS)('$name, $signalName: $expected', ({ state, signal, expected }) => {
  expect(short(next(state, signal))).toBe(expected);
});

test('every state and every signal has its place in the table', () => {
  expect(STATES.map(([name]) => name)).toEqual(Object.keys(EXPECTED));
  expect(new Set(SIGNALS.map(([, { kind }]) => kind))).toEqual(new Set(Object.keys(KINDS)));
});

test('a slip in hand is settled by whatever leads away from it, and exactly once', () => {
  for (const { state, signal } of PAIRS) {
    const step = next(state, signal);
    if (!step.ok) continue;
    const inHand = ['checking', 'printing', 'proving'];
    const settled = step.effects.filter((effect) => effect.do === 'settle').length;
    expect(settled).toBe(inHand.includes(state.at) && !inHand.includes(step.state.at) ? 1 : 0);
  }
});

test('printing is begun by nothing but a look at the printer before it', () => {
  for (const { state, signal } of PAIRS) {
    const step = next(state, signal);
    const begins = step.ok && step.effects.some((effect) => effect.do === 'begin-slip');
    expect(begins && !(state.at === 'checking' && state.when === 'before')).toBe(false);
  }
});
