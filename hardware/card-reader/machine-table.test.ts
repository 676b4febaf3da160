/** Every state meets every signal. */
import { expect, test } from 'vitest';
import { SIGNALS, STATES, short } from '../testing/reader-states.ts';
import { next } from './machine.ts';
import type { StateName } from './state.ts';

// One line per state, in the order of SIGNALS. `·` is impossible.
const linked = '· | closed + close-link | · | opening + tell lost';
const EXPECTED: Readonly<Record<string, string>> = {
  closed: 'opening + open-link | closed | · | · | closed | closed | closed | · | · | ·',
  opening: '· | closed + close-link | probing + wait | opening + tell lost | opening | opening | opening | · | · | ·',
  'probing, settling': `${linked} | probing | probing | probing | · | · | probing + GetSAMStatus`,
  'probing, status asked': `${linked} | probing | probing | probing | probing + GetSAMID | opening + drop-link | ·`,
  'probing, identity asked': `${linked} | probing | probing | probing | probing + GetSAMID | probing + GetSAMID | ·`,
  'resting, pausing': `${linked} | idle + StartFindIDCard | resting | resetting + ResetSAM | · | · | resting + GetSAMStatus`,
  'resting, asking': `${linked} | resting | resting | resting | resting + wait | resting + GetSAMStatus | ·`,
  'idle, pausing': `${linked} | idle | resting + wait | resetting + ResetSAM | · | · | idle + StartFindIDCard`,
  'idle, asking': `${linked} | idle | idle | idle | idle + wait | idle + wait | ·`,
  selecting: `${linked} | selecting | selecting | selecting | reading + tell card-found + ReadBaseMsg | idle + wait | ·`,
  reading: `${linked} | reading | reading | reading | card-present + tell read-failed + wait | resetting + tell read-failed + ResetSAM | ·`,
  'card-present, pausing': `${linked} | card-present | card-present | resetting + ResetSAM | · | · | card-present + ReadNewAppMsg`,
  'card-present, asking': `${linked} | card-present | card-present | card-present | card-present + wait | idle + tell card-removed + StartFindIDCard | ·`,
  'card-present unreported, pausing': `${linked} | resetting + ResetSAM | card-present | resetting + ResetSAM | · | · | card-present + ReadNewAppMsg`,
  'resetting, pausing': `${linked} | resetting | resetting | resetting | · | · | idle + StartFindIDCard`,
  'resetting, asking': `${linked} | resetting | resetting | resetting | resetting + wait | resetting + wait | ·`,
};

const PAIRS = STATES.flatMap(([name, state]) =>
  Object.values(SIGNALS).map((signal, at) => ({
    name,
    state,
    signal,
    kind: signal.kind,
    expected: EXPECTED[name]?.split(' | ')[at] ?? '?',
  })),
);

test.each(PAIRS)('$name, $kind: $expected', ({ state, signal, expected }) => {
  expect(short(next(state, signal))).toBe(expected === '·' ? 'impossible' : expected);
});

test('every state has its lines in the table', () => {
  const names: readonly StateName[] = [
    'closed',
    'opening',
    'probing',
    'resting',
    'idle',
    'selecting',
    'reading',
    'card-present',
    'resetting',
  ];
  expect(new Set(STATES.map(([, { at }]) => at))).toEqual(new Set(names));
});
