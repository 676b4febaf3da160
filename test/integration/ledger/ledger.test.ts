import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fen } from '#shared/money/fen.ts';
import { addDays } from '#shared/calendar/date.ts';
import { balanceOf, HOUSE, post, postingsOf, postMany, reverse, type Posting } from '#server/ledger/index.ts';
import type { Tx } from '#server/platform/database.ts';
import { aLender, aShop, DAY, delivery, disbursed, openBooks, type Books } from './books.ts';

let books: Books;
beforeAll(async () => {
  books = await openBooks();
});
afterAll(() => books.close());

const lender = aLender();
const shop = aShop();
const sale = (gross = 1_000_00) => delivery({ shop, lender, gross, fee: 15_00 });
const countOf = (reference: string) =>
  books.inTx(async (tx) => {
    const [row] = await tx.rows<{ count: number }>(
      'select count(*)::bigint as count from ledger.transactions where reference = $1',
      [reference],
    );
    return row?.count;
  });

describe('the books', () => {
  test('take a fact once, however often and at how many places at once it is told', async () => {
    const posting = sale();
    await Promise.all(Array.from({ length: 8 }, () => books.post(posting)));
    expect(await countOf(posting.reference)).toBe(1);
  });

  test.each<[string, (posting: Posting) => Posting]>([
    ['another amount', ({ reference }) => ({ ...sale(2_000_00), reference })],
    ['another day', (posting) => ({ ...posting, valueOn: addDays(posting.valueOn, 1) })],
    ['another loan', (posting) => ({ ...posting, subjectId: v7() })],
    [
      'another store',
      ({ reference, subjectId }) => ({
        ...delivery({ shop: aShop(), lender, gross: 1_000_00, fee: 15_00 }),
        reference,
        subjectId,
      }),
    ],
  ])('refuse the same reference with %s', async (_, change) => {
    const posting = sale();
    await books.post(posting);
    await expect(books.post(change(posting))).rejects.toThrow(/other content/);
  });

  test('refuse a posting that does not balance before it reaches the database, and all that come with it', async () => {
    const [good, posting] = [sale(), sale()];
    const [debit, ...others] = posting.entries;
    if (!debit) throw new Error('a delivery has entries');
    const lopsided = { ...posting, entries: [{ ...debit, amountFen: fen(1) }, ...others] };
    const both = books.inTx((tx) => postMany(books.platform, tx, [good, lopsided]));
    await expect(both).rejects.toThrow(/does not balance/);
    expect(await countOf(good.reference)).toBe(0);
  });

  test('take thousands at once, and of those only what is new', async () => {
    const postings = Array.from({ length: 2_000 }, (_, n) => disbursed({ lender, loanId: v7(), amount: n + 1 }));
    await books.inTx((tx) => postMany(books.platform, tx, postings.slice(0, 500)));
    await books.inTx((tx) => postMany(books.platform, tx, postings));
    const loans = await books.inTx((tx) => balanceOf(tx, { bookId: lender.id, account: '1303' }));
    expect(loans).toBe(1_000 * 2_001);
  });
});

describe('a reversal', () => {
  const on = addDays(DAY, 3);
  const back = ({ kind, reference }: Posting, own = `${reference}:reversed`) => ({
    kind,
    reference,
    reversal: { reference: own, bookedOn: on },
  });
  const undo = (posting: Posting, own?: string) => books.inTx((tx) => reverse(books.platform, tx, back(posting, own)));

  test('takes every entry back, counts on the same day, and is linked', async () => {
    const posting = disbursed({ lender: aLender('另一家银行'), loanId: v7(), amount: 5_000 });
    await books.post(posting);
    await undo(posting);
    const [first, second] = await books.inTx((tx) => postingsOf(tx, posting.subjectId));
    expect(second).toMatchObject({
      kind: 'loan-transaction',
      book: '另一家银行',
      reversesId: first?.id,
      valueOn: DAY,
      bookedOn: on,
      transaction: { n: 1, version: 1 },
    });
    const sides = (view: typeof first) => view?.entries.map(({ account, side }) => [account, side]);
    expect(sides(first)).toEqual([
      ['1303', 'debit'],
      ['3001', 'credit'],
    ]);
    expect(sides(second)).toEqual([
      ['1303', 'credit'],
      ['3001', 'debit'],
    ]);
    const balance = (valueOn?: typeof DAY) =>
      books.inTx((tx) =>
        balanceOf(tx, { account: '1303', partyId: posting.subjectId, ...(valueOn === undefined ? {} : { valueOn }) }),
      );
    expect([await balance(), await balance(DAY)]).toEqual([0, 0]);
  });

  test('happens once: the same again changes nothing, another is refused', async () => {
    const posting = sale();
    await books.post(posting);
    await undo(posting);
    await undo(posting);
    await expect(undo(posting, `${posting.reference}:again`)).rejects.toThrow(/reversed already/);
    expect(await books.inTx((tx) => postingsOf(tx, posting.subjectId))).toHaveLength(2);
  });

  test('is made by one of eight that try at once under different references', async () => {
    const posting = sale();
    await books.post(posting);
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => undo(posting, `${posting.reference}:${n}`)),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await books.inTx((tx) => postingsOf(tx, posting.subjectId))).toHaveLength(2);
  });

  test('is not made of what is not there, or of a reversal; and a posting never takes its reference', async () => {
    const posting = sale();
    await expect(undo(posting)).rejects.toThrow(/not there/);
    await books.post(posting);
    await undo(posting);
    const reversal = { ...posting, reference: `${posting.reference}:reversed` };
    await expect(undo(reversal)).rejects.toThrow(/a reversal/);
    await expect(books.post(reversal)).rejects.toThrow(/other content/);
  });
});

describe('the database itself', () => {
  test.each(['entries', 'transactions', 'parties', 'chain', 'accounts'])(
    'lets nobody but its owner change or remove anything in %s',
    async (table) => {
      const [column] = { entries: ['n'], chain: ['position'], accounts: ['kind'] }[table] ?? ['id'];
      for (const statement of [
        `update ledger.${table} set ${column} = ${column}`,
        `delete from ledger.${table}`,
        `truncate ledger.${table} cascade`,
      ])
        await expect(books.inTx((tx) => tx.rows(statement))).rejects.toThrow(/permission denied/);
    },
  );

  test.each(['xact', 'seq'])(
    'says itself which transaction wrote a row, and in which order: not %s',
    async (column) => {
      const insert = `insert into ledger.transactions (id, ${column}) overriding system value values (gen_random_uuid(), '1')`;
      await expect(books.inTx((tx) => tx.rows(insert))).rejects.toThrow(/permission denied/);
    },
  );

  test.each<[string, RawEntry[]]>([
    [
      'whose sides differ',
      [
        ['debit', 100],
        ['credit', 99],
      ],
    ],
    ['with one side', [['debit', 100]]],
    ['without entries', []],
  ])('refuses at commit a transaction %s', async (_, entries) => {
    let written = false;
    const commit = books.inTx(async (tx) => {
      await raw(tx, entries, 2);
      written = true;
    });
    await expect(commit).rejects.toThrow(/does not balance/);
    expect(written).toBe(true);
  });

  test('takes one whose sides are equal', async () => {
    await books.inTx((tx) =>
      raw(
        tx,
        [
          ['debit', 100],
          ['credit', 100],
        ],
        2,
      ),
    );
  });

  test('refuses entries that come after the check, even a pair that balances', async () => {
    const late = books.inTx(async (tx) => {
      const id = await raw(
        tx,
        [
          ['debit', 100],
          ['credit', 100],
        ],
        2,
      );
      await tx.rows('set constraints all immediate');
      await enter(
        tx,
        id,
        [
          ['debit', 5],
          ['credit', 5],
        ],
        4,
        3,
      );
    });
    await expect(late).rejects.toThrow(/foreign key/);
    const known = await books.inTx((tx) =>
      raw(
        tx,
        [
          ['debit', 100],
          ['credit', 100],
        ],
        2,
      ),
    );
    await expect(books.inTx((tx) => enter(tx, known, [['debit', 5]], 2, 3))).rejects.toThrow(/check constraint/);
    await expect(books.inTx((tx) => enter(tx, known, [['debit', 5]], 3, 3))).rejects.toThrow(/foreign key/);
    await expect(books.inTx((tx) => enter(tx, known, [['debit', 5]], 2, 1))).rejects.toThrow(/duplicate key/);
  });

  test('refuses amounts of nothing or less, and unknown accounts', async () => {
    const entries = (amount: number): RawEntry[] => [
      ['debit', amount],
      ['credit', amount],
    ];
    await expect(books.inTx((tx) => raw(tx, entries(0), 2))).rejects.toThrow(/check constraint/);
    await expect(books.inTx((tx) => raw(tx, entries(-1), 2))).rejects.toThrow(/check constraint/);
    await expect(books.inTx((tx) => raw(tx, entries(1), 2, '4711'))).rejects.toThrow(/foreign key/);
  });
});

test('everything that one transaction books has one instant, however the clock goes on', async () => {
  const loanId = v7();
  await books.inTx(async (tx) => {
    await post(books.platform, tx, delivery({ shop, lender, gross: 100, fee: 0, loanId }));
    books.clock.now += 5;
    await post(books.platform, tx, disbursed({ lender, loanId, amount: 100 }));
  });
  const [one, other] = await books.inTx((tx) => postingsOf(tx, loanId));
  expect(one?.postedAt).toBe(other?.postedAt);
  expect(one?.postedAt).toBe(books.clock.now - 5);
});

type RawEntry = ['debit' | 'credit', number];

/** A transaction past all of the program's own checks. */
async function raw(tx: Tx, entries: RawEntry[], count: number, account = '1221'): Promise<string> {
  const id = v7();
  await tx.rows(
    `insert into ledger.transactions
       (id, kind, reference, subject_id, book_id, value_on, booked_on, posted_at, entry_count)
     values ($1, 'goods-delivered', $2, $3, $4, $5, $5, 0, $6)`,
    [id, v7(), v7(), HOUSE.id, DAY, count],
  );
  await enter(tx, id, entries, count, 1, account);
  return id;
}

async function enter(tx: Tx, id: string, entries: RawEntry[], count: number, from: number, account = '1221') {
  for (const [index, [side, amount]] of entries.entries())
    await tx.rows(
      `insert into ledger.entries
         (transaction_id, n, entry_count, account, party_id, party_kind, side, amount_fen, purpose)
       values ($1, $2, $3, $4, $5, 'lender', $6, $7, 'current-account')`,
      [id, from + index, count, account, lender.id, side, amount],
    );
}
