import { expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import type { RepaymentView } from '#shared/wire/repayments.ts';
import { repaymentView } from '../../testing/repayments.ts';
import { repaymentOffers } from './repay-choices.ts';

const next = { n: 3, of: 6, dueOn: calendarDate('2026-12-22'), amountFen: fen(300_00) };
const offered = (change: Partial<RepaymentView>): (readonly [string, number])[] =>
  repaymentOffers(repaymentView(change)).map(({ choice, amountFen }) => [choice, amountFen]);

test('with something overdue there are three ways, and the second takes the first along', () => {
  expect(offered({ overdueFen: fen(310_00), next, payoffFen: fen(1_200_00) })).toEqual([
    ['overdue', 310_00],
    ['next', 610_00],
    ['payoff', 1_200_00],
  ]);
});

test('with nothing overdue there are two', () => {
  expect(offered({ overdueFen: fen(0), next, payoffFen: fen(900_00) })).toEqual([
    ['next', 300_00],
    ['payoff', 900_00],
  ]);
});

test('the last instalment is not offered beside the payoff that costs no more', () => {
  expect(offered({ overdueFen: fen(0), next, payoffFen: fen(298_00) })).toEqual([['payoff', 298_00]]);
  expect(offered({ overdueFen: fen(310_00), next: null, payoffFen: fen(310_00) })).toEqual([['payoff', 310_00]]);
});

test('where nothing is owed nothing is offered', () => {
  expect(offered({ overdueFen: fen(0), next: null, payoffFen: fen(0) })).toEqual([]);
});
