import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type CalendarDate } from '#shared/calendar/date.ts';
import { balanceOf, HOUSE, reconciliation, reverse, trialBalance } from '#server/ledger/index.ts';
import { ledgerRouter } from '#server/ledger/router.ts';
import { codeOf, valueOf } from '../applications/counter.ts';
import { aLender, aShop, DAY, delivery, disbursed, goodsReturned, openBooks, type Books } from './books.ts';

let books: Books;
const shop = aShop();
const [bank, company] = [aLender('县联银行'), aLender('惠民金融')];
const ALL = { at: null, valueOn: null, bookId: null };
/** What was asked right after each step of the story, under the instant of the step. */
const seen = new Map<number, Awaited<ReturnType<typeof balance>>>();

const balance = (slice: { at?: number; valueOn?: CalendarDate; bookId?: string } = {}) =>
  books.inTx((tx) => trialBalance(books.platform, tx, { ...ALL, ...slice }));
const sides = ({ accounts }: Awaited<ReturnType<typeof balance>>) =>
  accounts.map(({ book, code, party, debitFen, creditFen }) => [book, code, party, debitFen - creditFen]);

beforeAll(async () => {
  books = await openBooks();
  const [first, second] = [v7(), v7()];
  const back = disbursed({ lender: bank, loanId: first, amount: 3_000_00 });
  const story = [
    () => books.post(delivery({ shop, lender: bank, gross: 3_000_00, fee: 45_00, loanId: first })),
    () => books.post(back),
    () => books.post(delivery({ shop, lender: company, gross: 500_00, fee: 0, loanId: second, on: addDays(DAY, 1) })),
    () => books.post({ ...disbursed({ lender: company, loanId: second, amount: 500_00 }), valueOn: addDays(DAY, 1) }),
    () => books.post(goodsReturned({ shop, lender: bank, loanId: first, amount: 1_000_00, fee: 15_00 })),
    () =>
      books.inTx((tx) =>
        reverse(books.platform, tx, {
          kind: back.kind,
          reference: back.reference,
          reversal: { reference: `${back.reference}:reversed`, bookedOn: addDays(DAY, 2) },
        }),
      ),
  ];
  for (const step of story) {
    books.clock.now += 10;
    await step();
    seen.set(books.clock.now, await balance());
  }
});
afterAll(() => books.close());

describe('the trial balance', () => {
  test('has every book, account and party with a balance, and both sides equal', async () => {
    const now = await balance();
    expect(now.balanced).toBe(true);
    expect(now.totalDebitFen).toBe(now.totalCreditFen);
    expect(new Set(now.books.map(({ name }) => name))).toEqual(new Set([HOUSE.name, '县联银行', '惠民金融']));
    expect(now.books[0]).toEqual({ id: HOUSE.id, name: HOUSE.name });
    const expected = [
      [HOUSE.name, '1221', '县联银行', 2_000_00],
      [HOUSE.name, '1221', '惠民金融', 500_00],
      [HOUSE.name, '2202', '县城总店', -2_470_00],
      [HOUSE.name, '6021', HOUSE.name, -30_00],
      ['惠民金融', '1303', '×1', 500_00],
      ['惠民金融', '3001', HOUSE.name, -500_00],
    ];
    expect(sides(now).sort()).toEqual(expected.sort());
  });

  test('at any past instant is what it was then', async () => {
    expect(seen.size).toBe(6);
    // Which books may be asked for is said as of now.
    const { books: known } = await balance();
    for (const [at, then] of seen) expect(await balance({ at })).toEqual({ ...then, books: known });
    expect((await balance({ at: 1_009 })).accounts).toEqual([]);
  });

  test('up to a value date leaves out what counts later, and what was taken back', async () => {
    const upTo = await balance({ valueOn: DAY });
    expect(upTo.balanced).toBe(true);
    expect(sides(upTo).map(([book, code]) => [book, code])).not.toContainEqual(['惠民金融', '1303']);
    expect(sides(upTo)).toContainEqual([HOUSE.name, '2202', '县城总店', -1_970_00]);
  });

  test('of one book balances by itself', async () => {
    const own = await balance({ bookId: company.id });
    expect(own.balanced).toBe(true);
    expect(new Set(sides(own).map(([book]) => book))).toEqual(new Set(['惠民金融']));
    expect(own.totalDebitFen).toBe(500_00);
  });
});

test('the balance of one account and party, at an instant, up to a day, in a book', async () => {
  const [start] = seen.keys();
  const ask = (question: { at?: number; valueOn?: CalendarDate; bookId?: string }) =>
    books.inTx((tx) => balanceOf(tx, { account: '2202', partyId: shop.id, ...question }));
  expect(await ask({})).toBe(-2_470_00);
  expect(await ask({ at: start ?? 0 })).toBe(-2_955_00);
  expect(await ask({ valueOn: DAY })).toBe(-1_970_00);
  expect(await ask({ bookId: HOUSE.id })).toBe(-2_470_00);
  expect(await ask({ bookId: company.id })).toBe(0);
});

test('reconciliation has what both books say of each lender, and their difference', async () => {
  const side = { lenderId: company.id, lender: '惠民金融' };
  const at = (instant: number | null) => books.inTx((tx) => reconciliation(books.platform, tx, { at: instant }));
  const equal = { ...side, houseFen: 500_00, lenderFen: 500_00, differenceFen: 0, loansFen: 500_00 };
  expect((await at(null)).lenders).toContainEqual(equal);
  // Between the delivery and the disbursement, which this story books apart.
  expect((await at(1_030)).lenders).toContainEqual({ ...equal, lenderFen: 0, differenceFen: 500_00, loansFen: 0 });
  expect((await at(1_020)).lenders.map(({ lender }) => lender)).toEqual(['县联银行']);
});

test('who may read the ledger sees trial balance and reconciliation; others do not', async () => {
  const staff = { id: v7(), name: '审计', username: 'auditor', role: 'auditor' as const, merchantId: null };
  const { platform } = books;
  const reader = ledgerRouter.createCaller({
    platform,
    staff: { ...staff, permissions: new Set(['ledger.read'] as const) },
  });
  expect(valueOf(await reader.trialBalance({}))).toMatchObject({ balanced: true, loanPrincipalFen: 0 });
  expect(valueOf(await reader.trialBalance({ valueOn: DAY, at: 1_010, bookId: bank.id }))).toMatchObject({ at: 1_010 });
  expect(valueOf(await reader.reconciliation({})).lenders).toHaveLength(2);
  const other = ledgerRouter.createCaller({ platform, staff: { ...staff, permissions: new Set() } });
  expect(codeOf(await other.trialBalance({}))).toBe('not-permitted');
  expect(codeOf(await other.reconciliation({}))).toBe('not-permitted');
  const nobody = ledgerRouter.createCaller({ platform, staff: null });
  expect(codeOf(await nobody.trialBalance({}))).toBe('not-signed-in');
});
