import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deeds, lived, posContracts } from '../testing/pos-events.ts';
import { frozenStateSchema } from './frozen-state.ts';
import { freeze } from './freeze.ts';
import { thaw } from './thaw.ts';

test('a state that was frozen, stored as JSON and thawed is the state it was', () => {
  fc.assert(
    fc.property(posContracts, deeds, (contract, done) => {
      const state = lived(contract, done);
      const stored: unknown = JSON.parse(JSON.stringify(freeze(state)));
      expect(thaw(state.terms, frozenStateSchema.parse(stored))).toEqual(state);
    }),
    { numRuns: 100 },
  );
});

test('a stored state that is none is refused', () => {
  const state = lived({ ...exampleContract() }, []);
  const frozen = freeze(state);
  expect(frozenStateSchema.safeParse({ ...frozen, overpaid: 1 }).success).toBe(false);
  expect(frozenStateSchema.safeParse({ ...frozen, overpaid: '1.5' }).success).toBe(false);
  expect(() => thaw(state.terms, { ...frozen, entries: [] })).toThrow(RangeError);
});

function exampleContract() {
  return fc.sample(posContracts, { numRuns: 1, seed: 1 })[0] ?? never();
}

function never(): never {
  throw new Error('a sample of one has one');
}
