import { expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import type { PostingView } from '#shared/wire/loans.ts';
import { exampleTransaction } from './loan-example.ts';
import { accountSums, debitBalance, figureProofs, journalParts, postingsOn } from './loan-books.ts';

type Side = 'debit' | 'credit';
function posting(id: string, book: string, entries: [string, Side, number][]): PostingView {
  return {
    id,
    position: 1,
    kind: 'loan-transaction',
    book,
    valueOn: calendarDate('2026-12-22'),
    bookedOn: calendarDate('2026-12-22'),
    postedAt: 0,
    reversesId: null,
    transaction: null,
    entries: entries.map(([account, side, amount]) => ({
      account,
      name: account,
      party: '',
      purpose: 'principal',
      side,
      amountFen: fen(amount),
    })),
  };
}

const postings = [
  posting('a', 'lender', [
    ['1303', 'debit', 3_000],
    ['3001', 'credit', 3_000],
  ]),
  posting('b', 'lender', [
    ['3001', 'debit', 550],
    ['1303', 'credit', 500],
    ['2203', 'credit', 50],
  ]),
  posting('c', 'house', [
    ['1012', 'debit', 550],
    ['1221', 'credit', 550],
  ]),
];

test('the accounts of each book are summed, and the books balance', () => {
  const sums = accountSums(postings);
  expect(sums.map(({ book, account, entries, balanceFen }) => [book, account, entries, balanceFen])).toEqual([
    ['house', '1012', 1, 550],
    ['house', '1221', 1, -550],
    ['lender', '1303', 2, 2_500],
    ['lender', '2203', 1, -50],
    ['lender', '3001', 2, -2_450],
  ]);
  expect(sums.reduce((sum, { balanceFen }) => sum + balanceFen, 0)).toBe(0);
});

test('one account leaves the entries that make it, and their sum', () => {
  const shown = postingsOn(postings, '1303 lender');
  expect(shown.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(debitBalance(shown.flatMap(({ entries }) => entries))).toBe(2_500);
  expect(postingsOn(postings, null)).toEqual(postings);
});

test('days of income in a row are told together, and every posting is told once', () => {
  const day = (id: string) => ({ ...posting(id, 'lender', []), kind: 'accrual' });
  const [a, b, c] = postings;
  if (!a || !b || !c) throw new Error('three postings');
  const journal = [a, day('d'), day('e'), b, day('f'), day('g'), day('h'), c];
  const parts = journalParts(journal);
  expect(parts.map(({ key, isFolded, postings: told }) => [key, told.length, isFolded])).toEqual([
    ['a', 1, false],
    ['d', 1, false],
    ['e', 1, false],
    ['b', 1, false],
    ['f', 3, true],
    ['c', 1, false],
  ]);
  expect(parts.flatMap((part) => part.postings)).toEqual(journal);
});

const loan = {
  payoff: {
    on: calendarDate('2026-12-22'),
    principalFen: fen(2_500),
    interestFen: fen(0),
    feeFen: fen(0),
    penaltyFen: fen(0),
    totalFen: fen(2_500),
  },
  accruedFen: fen(0),
  overpaidFen: fen(0),
  transactions: [],
};

test('each figure is held beside its entries, a liability on its own side', () => {
  const proofs = figureProofs({ ...loan, accruedFen: fen(7), overpaidFen: fen(50) }, postings);
  expect(proofs.map(({ figure, key, bookedFen, agrees }) => [figure, key, bookedFen, agrees])).toEqual([
    ['principal', '1303 lender', 2_500, true],
    ['accrued', null, 0, false],
    ['overpaid', '2203 lender', 50, true],
  ]);
});

test('a loan before its payout owes nothing, and the books say so', () => {
  const proofs = figureProofs({ ...loan, payoff: null }, []);
  expect(proofs.every(({ agrees, key }) => agrees && key === null)).toBe(true);
});

test('a loan charged off is still owed, but no longer stands in the books', () => {
  const [principal] = figureProofs({ ...loan, transactions: [exampleTransaction({ n: 3, kind: 'charge-off' })] }, []);
  expect(principal).toMatchObject({ shownFen: 0, agrees: true });
});
