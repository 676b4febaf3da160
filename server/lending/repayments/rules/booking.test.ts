import { expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { fen, type Fen } from '#shared/money/fen.ts';
import { waysToBook, type Taken } from './booking.ts';

const taken = (choice: Taken['choice']): Taken => ({
  choice,
  amountFen: fen(500_00),
  businessOn: calendarDate('2026-12-22'),
  serviceReference: 'S-1',
});
const today = calendarDate('2026-12-23');
const ways = (choice: Taken['choice'], payoffFen: Fen | null) =>
  waysToBook(taken(choice), { payoffFen, today }).map(({ kind, on }) => `${kind} ${on}`);
const REST = ['repayment 2026-12-22', 'recovery 2026-12-22', 'repayment 2026-12-23', 'recovery 2026-12-23'];

test('what still closes the loan closes it; all else is a repayment, or a recovery, first of all on the day of paying', () => {
  expect(ways('payoff', fen(500_00))).toEqual(['pay-off 2026-12-22', ...REST]);
  expect(ways('payoff', fen(500_01))).toEqual(REST);
  expect(ways('payoff', null)).toEqual(REST);
  expect(ways('next', fen(500_00))).toEqual(REST);
});

test('all of it is booked, under the service’s reference', () => {
  for (const way of waysToBook(taken('next'), { payoffFen: null, today }))
    expect(way).toMatchObject({ amountFen: 500_00, receivedAs: 'S-1' });
});
