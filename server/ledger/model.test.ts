import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import { contentOf, imbalanceOf, isBookable, isSameContent, merchantOf, sided, storeParty } from './model.ts';
import { goodsDelivered } from './postings.ts';

const day = calendarDate('2026-11-22');
const amounts = fc.integer({ min: 1, max: 100_000_00 }).map(fen);
const fact = {
  orderId: 'o',
  loanId: 'l',
  lender: { id: 'b', name: '示例银行' },
  store: { id: 's', name: '县城总店', merchantId: 'm' },
  deliveredOn: day,
  bookedOn: day,
};
const delivered = (gross: number, fee: number) => goodsDelivered({ ...fact, grossFen: fen(gross), feeFen: fen(fee) });

test('delivered goods balance at any amount and fee, and nothing of zero is booked', () => {
  fc.assert(
    fc.property(amounts, fc.double({ min: 0, max: 1, noNaN: true }), (grossFen, share) => {
      const posting = delivered(grossFen, Math.floor(grossFen * share));
      expect(isBookable(posting)).toBe(true);
      expect(imbalanceOf(posting.entries)).toBe(0);
      expect(posting.entries.every(({ amountFen }) => amountFen > 0)).toBe(true);
    }),
  );
});

test('delivered goods are owed to the store in their gross parts, and seen by its merchant', () => {
  const entries = delivered(3_000_00, 45_00).entries.map(({ account, side, amountFen, purpose, party }) => [
    account,
    side,
    amountFen,
    purpose,
    merchantOf(party),
  ]);
  expect(entries).toEqual([
    ['1221', 'debit', 3_000_00, 'current-account', null],
    ['2202', 'credit', 3_000_00, 'sale', 'm'],
    ['2202', 'debit', 45_00, 'service-fee', 'm'],
    ['6021', 'credit', 45_00, 'service-fee', null],
  ]);
});

describe('what is not bookable', () => {
  const posting = delivered(100, 0);
  const [debit, credit] = posting.entries;
  if (!debit || !credit) throw new Error('a delivery has two entries');
  test.each([
    ['one side too little', [debit, { ...credit, amountFen: fen(99) }]],
    ['amounts of nothing', [debit, credit].map((entry) => ({ ...entry, amountFen: fen(0) }))],
    ['nothing', []],
    ['one entry', [debit]],
    ['a store without its merchant', [debit, { ...credit, party: { id: 's', kind: 'store' as const, name: '' } }]],
  ])('%s', (_, entries) => {
    expect(isBookable(posting)).toBe(true);
    expect(isBookable({ entries })).toBe(false);
  });
});

test('the content of a posting is its days, book, subject and every entry, whatever its parties are called', () => {
  const one = delivered(100, 1);
  const same = (other: typeof one) => isSameContent(contentOf(one), contentOf(other));
  expect(same(delivered(100, 1))).toBe(true);
  expect(same({ ...one, book: { ...one.book, name: '另一个名字' } })).toBe(true);
  expect(same(delivered(100, 2))).toBe(false);
  expect(same({ ...one, valueOn: calendarDate('2026-11-21') })).toBe(false);
  expect(same({ ...one, bookedOn: calendarDate('2026-11-23') })).toBe(false);
  expect(same({ ...one, book: { id: 'b', kind: 'lender', name: '' } })).toBe(false);
  expect(same({ ...one, entries: one.entries.map((entry) => ({ ...entry, purpose: 'refund' as const })) })).toBe(false);
  const elsewhere = storeParty({ id: 't', name: '分店', merchantId: 'm' });
  const moved = one.entries.map((entry) => (entry.party.kind === 'store' ? { ...entry, party: elsewhere } : entry));
  expect(same({ ...one, entries: moved })).toBe(false);
});

test('a balance stands on one side', () => {
  expect(sided(5)).toEqual({ debitFen: 5, creditFen: 0 });
  expect(sided(-5)).toEqual({ debitFen: 0, creditFen: 5 });
  expect(sided(0)).toEqual({ debitFen: 0, creditFen: 0 });
});
