import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { balanceOf, merchantLines, merchantLinesOf, merchantTotals, post } from '#server/ledger/index.ts';
import { merchantScope } from '#server/platform/database.ts';
import { aLender, aShop, delivery, disbursed, goodsReturned, openBooks, type Books } from './books.ts';

let books: Books;
beforeAll(async () => {
  books = await openBooks();
});
afterAll(() => books.close());

const lender = aLender();

describe('sixteen writers on one merchant’s account', () => {
  test('lose nothing', async () => {
    const shop = aShop();
    const writers = Array.from({ length: 16 }, async () => {
      for (let n = 0; n < 20; n += 1) await books.post(delivery({ shop, lender, gross: 100, fee: 1 }));
    });
    await Promise.all(writers);
    expect(await books.inTx((tx) => balanceOf(tx, { account: '2202', partyId: shop.id }))).toBe(-16 * 20 * 99);
  });

  test('do not wait for one that keeps its transaction open, not even where nobody has named the parties yet', async () => {
    const [shop, newLender] = [aShop(), aLender('新银行')];
    const [wrote, gate] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
    const slow = books.inTx(async (tx) => {
      await post(books.platform, tx, delivery({ shop, lender: newLender, gross: 7, fee: 0 }));
      wrote.resolve(null);
      await gate.promise;
    });
    await wrote.promise;
    // They would all run into the test's time limit if they waited for it.
    await Promise.all(
      Array.from({ length: 15 }, () =>
        books.inTx(async (tx) => {
          await tx.rows(`set local lock_timeout = '2s'`);
          await post(books.platform, tx, delivery({ shop, lender: newLender, gross: 100, fee: 1 }));
        }),
      ),
    );
    const balance = () => books.inTx((tx) => balanceOf(tx, { account: '2202', partyId: shop.id }));
    expect(await balance()).toBe(-15 * 99);
    gate.resolve(null);
    await slow;
    expect(await balance()).toBe(-15 * 99 - 7);
    // Named by several writers at once, and one book nevertheless.
    const known = await books.inTx((tx) => tx.rows('select id from ledger.parties where id = $1', [shop.id]));
    expect(known.length).toBeGreaterThan(1);
  });
});

describe('what a merchant sees of the books', () => {
  const [mine, theirs] = [aShop(), aShop()];
  const loanId = v7();
  const asMerchant = <T>(merchantId: string, work: Parameters<typeof books.inTx<T>>[0]) =>
    books.platform.db.transaction(merchantScope(merchantId), work);

  beforeAll(async () => {
    await books.post(delivery({ shop: mine, lender, gross: 3_000_00, fee: 45_00, loanId }));
    await books.post(goodsReturned({ shop: mine, lender, loanId, amount: 1_000_00, fee: 15_00 }));
    await books.post(disbursed({ lender, loanId, amount: 3_000_00 }));
    await books.post(delivery({ shop: theirs, lender, gross: 500_00, fee: 0 }));
  });

  test('sales and refunds of its own stores, newest first, in pages', async () => {
    const page = (before: string | null) =>
      asMerchant(mine.merchantId, (tx) => merchantLines(tx, { before, limit: 1 }));
    const [refund] = await page(null);
    const [sale] = await page(refund?.id ?? null);
    expect(refund).toMatchObject({ kind: 'refund', loanId, grossFen: -1_000_00, feeFen: -15_00 });
    expect(sale).toMatchObject({ kind: 'sale', loanId, grossFen: 3_000_00, feeFen: 45_00 });
    expect(await page(sale?.id ?? null)).toEqual([]);
    expect(await asMerchant(mine.merchantId, (tx) => merchantTotals(tx, null))).toMatchObject({
      count: 2,
      grossFen: 2_000_00,
      feeFen: 30_00,
    });
  });

  test('nothing of another’s, and nothing without a name', async () => {
    expect(await asMerchant(theirs.merchantId, (tx) => merchantLinesOf(tx, loanId))).toEqual([]);
    expect(await asMerchant(theirs.merchantId, (tx) => merchantTotals(tx, null))).toMatchObject({ grossFen: 500_00 });
    const unnamed = await asMerchant(mine.merchantId, async (tx) => {
      await tx.rows(`set local app.merchant_id = ''`);
      return merchantLines(tx, { before: null, limit: 9 });
    });
    expect(unnamed).toEqual([]);
  });

  test.each(['entries', 'transactions', 'parties', 'chain', 'accounts'])('of %s itself nothing', async (table) => {
    const read = asMerchant(mine.merchantId, (tx) => tx.rows(`select 1 from ledger.${table}`));
    await expect(read).rejects.toThrow(/permission denied/);
  });
});
