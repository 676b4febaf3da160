import { calendarDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import type { LoanRow, LoanTransaction } from '#shared/wire/loans.ts';

/** Pieces of loans for tests of these rules: whole yuan, one instalment a month, nothing paid. */
export function exampleRow(change: Partial<LoanRow> & { n: number }): LoanRow {
  return {
    kind: 'instalment',
    dueOn: calendarDate('2026-12-22'),
    principalFen: fen(500_00),
    interestFen: fen(15_00),
    feeFen: fen(0),
    penaltyFen: fen(0),
    totalFen: fen(515_00),
    paidFen: fen(0),
    outstandingFen: fen(515_00),
    metOn: null,
    state: 'future',
    ...change,
  };
}

export function exampleTransaction(change: Partial<LoanTransaction> & { n: number }): LoanTransaction {
  return {
    version: 1,
    kind: 'repayment',
    valueOn: calendarDate('2026-12-22'),
    bookedOn: calendarDate('2026-12-22'),
    postedAt: 0,
    actor: 'service',
    note: '',
    amountFen: fen(515_00),
    principalFen: fen(500_00),
    interestFen: fen(15_00),
    feeFen: fen(0),
    penaltyFen: fen(0),
    overpaidFen: fen(0),
    balanceFen: fen(2_500_00),
    isReversed: false,
    isReplaced: false,
    of: null,
    ...change,
  };
}
