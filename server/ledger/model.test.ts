import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { fen, shareOf } from '#shared/money/fen.ts';
import { contentHash, goodsDelivered, imbalanceOf, isBookable, loanBooked, sided } from './model.ts';

const on = calendarDate('2026-11-22');
const lender = { id: 'l', name: '示例银行' };
const amounts = fc.integer({ min: 1, max: 100_000_00 }).map(fen);

test('a booked loan is our entrusted asset and the lender’s claim, of the same amount', () => {
  fc.assert(
    fc.property(amounts, (principalFen) => {
      const posting = loanBooked({ loanId: 'x', contractNumber: 'ZG-1', lender, principalFen, bookedOn: on });
      expect(isBookable(posting)).toBe(true);
      expect(posting.entries.map(({ account, side, amountFen }) => [account, side, amountFen])).toEqual([
        ['1321', 'debit', principalFen],
        ['2314', 'credit', principalFen],
      ]);
    }),
  );
});

test('delivered goods balance at any amount and fee, and nothing of zero is booked', () => {
  fc.assert(
    fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), (grossFen, feeBps) => {
      const feeFen = shareOf(grossFen, feeBps);
      const merchant = { id: 'm', name: '示例家电行' };
      const posting = goodsDelivered({ orderId: 'o', lender, merchant, grossFen, feeFen, deliveredOn: on });
      expect(isBookable(posting)).toBe(true);
      expect(imbalanceOf(posting.entries)).toBe(0);
      expect(posting.entries.every(({ amountFen }) => amountFen > 0)).toBe(true);
    }),
  );
});

test('one side too little, or a single entry, is not bookable', () => {
  const posting = loanBooked({ loanId: 'x', contractNumber: 'ZG-1', lender, principalFen: fen(100), bookedOn: on });
  const [debit, credit] = posting.entries;
  if (!debit || !credit) throw new Error('a booking has two entries');
  expect(isBookable({ ...posting, entries: [debit, { ...credit, amountFen: fen(99) }] })).toBe(false);
  expect(
    isBookable({
      ...posting,
      entries: [
        { ...debit, amountFen: fen(0) },
        { ...credit, amountFen: fen(0) },
      ],
    }),
  ).toBe(false);
  expect(isBookable({ ...posting, entries: [] })).toBe(false);
});

test('the hash of a posting sees every amount, side, account and party', () => {
  const made = (principalFen: number, name = 'l') =>
    contentHash(
      loanBooked({
        loanId: 'x',
        contractNumber: 'n',
        lender: { id: name, name },
        principalFen: fen(principalFen),
        bookedOn: on,
      }),
    );
  expect(new Set([made(100), made(101), made(100, 'k')]).size).toBe(3);
  expect(made(100)).toBe(made(100));
});

test('a balance stands on one side', () => {
  expect(sided(5)).toEqual({ debitFen: 5, creditFen: 0 });
  expect(sided(-5)).toEqual({ debitFen: 0, creditFen: 5 });
  expect(sided(0)).toEqual({ debitFen: 0, creditFen: 0 });
});
