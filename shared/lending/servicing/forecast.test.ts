import fc from 'fast-check';
import { expect, test } from 'vitest';
import { earnedTill } from './earned-till.ts';
import { forecast } from './forecast.ts';
import { advance } from './servicing.ts';
import { standingOf } from './standing-of.ts';
import { deeds, lived, posContracts } from './testing/pos-events.ts';

test('a forecast says of every day what closing day by day would say', () => {
  fc.assert(
    fc.property(posContracts, deeds, fc.integer({ min: 0, max: 3 }), (contract, done, ahead) => {
      const state = lived(contract, done);
      const from = state.today + ahead;
      let then = state;
      for (const [index, { earned, daysOverdue }] of forecast(state, from, 40).entries()) {
        then = advance(then, from + index);
        expect(earned).toEqual(earnedTill(then, from + index));
        expect(daysOverdue).toBe(standingOf(then).daysOverdue);
      }
    }),
    { numRuns: 60 },
  );
});
