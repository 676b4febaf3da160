import { expect, test } from 'vitest';
import { fen } from '#shared/money/fen.ts';
import type { TrialBalance } from '#shared/wire/ledger.ts';
import { loansOf, principalBalance, sideOf } from './ledger.ts';

function row(code: string, party: string, debit: number, credit: number): TrialBalance['accounts'][number] {
  return { book: '', code, name: '', party, debitFen: fen(debit), creditFen: fen(credit) };
}
const balance: TrialBalance = {
  at: 0,
  books: [],
  accounts: [row('1303', '×2', 300, 0), row('2202', 'A', 0, 100), row('2202', 'B', 0, 190), row('6021', '', 0, 10)],
  totalDebitFen: fen(300),
  totalCreditFen: fen(300),
  balanced: true,
  loanPrincipalFen: fen(300),
};

test('equal sides are equally long, and parties of one account are one piece', () => {
  const sum = (side: 'debitFen' | 'creditFen') => sideOf(balance, side).reduce((total, each) => total + each.share, 0);
  expect(sum('debitFen')).toBeCloseTo(100);
  expect(sum('creditFen')).toBeCloseTo(100);
  expect(sideOf(balance, 'creditFen').map((each) => [each.code, each.amountFen])).toEqual([
    ['2202', 290],
    ['6021', 10],
  ]);
});

test('an unequal side is drawn shorter', () => {
  const off = { ...balance, accounts: [row('1303', '×1', 300, 0), row('2202', 'A', 0, 150)], totalCreditFen: fen(150) };
  expect(sideOf(off, 'creditFen')[0]?.share).toBe(50);
});

test('the principal is debit less credit of its account', () => {
  expect(principalBalance(balance)).toBe(300);
  expect(principalBalance({ ...balance, accounts: [row('1303', '×1', 300, 120)] })).toBe(180);
  expect(principalBalance({ ...balance, accounts: [] })).toBe(0);
});

test('a party is a number of loans only where it says so', () => {
  expect(loansOf('×12')).toBe('12');
  expect(loansOf('王家庄家电城')).toBeNull();
});
