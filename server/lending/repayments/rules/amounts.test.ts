import { describe, expect, test } from 'vitest';
import { addFen, fen, ZERO_FEN } from '#shared/money/fen.ts';
import type { LoanDetail } from '#shared/wire/loans.ts';
import { exampleLoan } from '../../../../test/support/loan-detail.ts';
import { amountOf, amountsOf, loanAfter } from './amounts.ts';

/** The third of six instalments is overdue, with a penalty of 3.21; the fourth is due on 22 March. */
const loan = exampleLoan;
const open = (n: number) => loan.rows[n - 1]?.outstandingFen ?? ZERO_FEN;
const paidUp: LoanDetail = {
  ...loan,
  rows: loan.rows.map((row) => ({ ...row, outstandingFen: ZERO_FEN })),
  payoff: null,
  outstandingFen: ZERO_FEN,
};

describe('what may be paid', () => {
  test('overdue with penalties, the next instalment, and all', () => {
    expect(amountsOf(loan)).toEqual({
      overdueFen: open(3),
      penaltyFen: fen(3_21),
      next: { n: 4, of: 6, dueOn: '2027-03-22', amountFen: open(4) },
      payoffFen: loan.payoff?.totalFen,
      savedFen: fen(30_00),
      instalmentsLeft: 4,
    });
    const amounts = amountsOf(loan);
    expect(amountOf(amounts, 'overdue')).toBe(open(3));
    expect(amountOf(amounts, 'next')).toBe(addFen(open(3), open(4)));
    expect(amountOf(amounts, 'payoff')).toBe(loan.payoff?.totalFen);
  });

  test('an instalment is not overdue on its day', () => {
    const onDay = amountsOf({ ...loan, businessOn: loan.rows[2]?.dueOn ?? loan.businessOn });
    expect(onDay).toMatchObject({ overdueFen: 0, next: { n: 3, amountFen: open(3) } });
    expect(amountOf(onDay, 'overdue')).toBeNull();
  });

  test('where all is overdue there is no next', () => {
    const late = amountsOf({
      ...loan,
      businessOn: loan.rows[5]?.dueOn ?? loan.businessOn,
      rows: loan.rows.slice(0, 5),
    });
    expect(late.next).toBeNull();
    expect(late.overdueFen).toBe(addFen(open(3), open(4), open(5)));
    expect(amountOf(late, 'next')).toBeNull();
  });

  test('of a loan that is paid, nothing', () => {
    const amounts = amountsOf(paidUp);
    for (const choice of ['overdue', 'next', 'payoff'] as const) expect(amountOf(amounts, choice)).toBeNull();
  });
});

test('how the loan stands after: next day and amount, or settled', () => {
  expect(loanAfter(loan)).toEqual({
    outstandingFen: loan.outstandingFen,
    nextDueOn: '2027-03-22',
    nextFen: addFen(open(3), open(4)),
    settled: false,
  });
  expect(loanAfter(paidUp)).toEqual({ outstandingFen: 0, nextDueOn: null, nextFen: 0, settled: true });
});
