import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, calendarDate, epochDay } from '../../calendar/date.ts';
import { fen } from '../../money/fen.ts';
import { equalInstalmentSchedule } from '../schedule.ts';
import { openPosLoan } from './testing/pos-loan.ts';

const contracts = fc.record({
  principalFen: fc.integer({ min: 500_00, max: 100_000_00 }).map(fen),
  annualRateBps: fc.integer({ min: 0, max: 2_400 }),
  terms: fc.constantFrom(3, 6, 9, 12),
  startOn: fc.integer({ min: 0, max: 3_000 }).map((days) => addDays(calendarDate('2024-01-01'), days)),
});

test('the rows of a loan paid out on the day of its contract are its plan to the fen', () => {
  fc.assert(
    fc.property(contracts, (contract) => {
      const loan = openPosLoan(contract);
      const booked = loan.rows.map(({ due, owed }) => ({ due, principal: owed.principal, interest: owed.interest }));
      expect(booked).toEqual(
        equalInstalmentSchedule(contract).map(({ dueOn, principalFen, interestFen }) => ({
          due: epochDay(dueOn),
          principal: BigInt(principalFen),
          interest: BigInt(interestFen),
        })),
      );
    }),
    { numRuns: 300 },
  );
});
