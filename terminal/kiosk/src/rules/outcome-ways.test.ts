import { expect, test } from 'vitest';
import { fen } from '#shared/money/fen.ts';
import { waysOn } from './outcome-ways.ts';

test('a refusal because of the amount offers a smaller one first', () => {
  expect(waysOn({ outcome: 'declined', reasons: ['amount-above-limit'], limitFen: null })[0]).toBe('smaller');
  expect(waysOn({ outcome: 'declined', reasons: ['score-below-cutoff'], limitFen: fen(200_000) })[0]).toBe('smaller');
});

test('a smaller amount is not suggested where it would not help', () => {
  expect(waysOn({ outcome: 'declined', reasons: ['underage'], limitFen: null })).toEqual(['person', 'otherwise']);
});

test.each(['declined', 'referred', 'more-needed', 'expired'] as const)('%s is never a dead end', (outcome) => {
  expect(waysOn({ outcome, reasons: [], limitFen: null })).toContain('otherwise');
});
