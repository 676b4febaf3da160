import { v7 } from 'uuid';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fen } from '#shared/money/fen.ts';
import { goodView } from '#shared/wire/portal.ts';
import { addGoods, findTerminal, merchantNames, touchTerminal } from '#server/merchants/index.ts';
import { merchantScope, PLATFORM } from '#server/platform/database.ts';
import { addShop, openHouse, signIn, valueOf, type Desk, type House } from '../platform/house.ts';

let house: House;
let clerk: Desk;
beforeAll(async () => {
  house = await openHouse();
  clerk = await signIn(house, 'clerk');
});
afterAll(() => house.close());

const search = async (text: string, limit = 50, desk = clerk) =>
  valueOf(await desk.query('goods.search', { text, limit }, z.array(goodView)));

describe('searching goods', () => {
  test('nothing typed shows what there is, as many as asked for', async () => {
    expect(await search('')).toHaveLength(40);
    expect(await search('', 7)).toHaveLength(7);
  });

  test.each([
    ['冰箱', 3],
    ['雪岭 冰箱', 3],
    ['冰箱 雪岭 258', 1],
    ['手机', 5],
    ['野雀', 5],
    ['128gb', 1],
    ['不存在', 0],
    ['%', 0],
    ['_', 0],
  ])('%j finds %i', async (text, count) => {
    expect(await search(text)).toHaveLength(count);
  });

  test('a whole bar code finds that good, scanned with or without leading zeros', async () => {
    const [good] = await search('', 1);
    for (const text of [good?.gtin ?? '', `0${good?.gtin ?? ''}`]) {
      expect((await search(text)).map(({ id }) => id)).toEqual([good?.id]);
    }
  });

  test('the first digits of a bar code find all that begin so', async () => {
    const goods = await search('6901');
    expect(goods.map(({ brand }) => brand)).toEqual(['雪岭', '雪岭', '雪岭', '雪岭']);
  });

  test("another merchant's goods are not found", async () => {
    const shop = await addShop(house, '乙家电');
    const other = await signIn(house, shop.username);
    expect((await search('', 50, other)).map(({ id }) => id)).toEqual([shop.goodId]);
    expect(await search('示例风扇')).toEqual([]);
  });

  test('who does not sell does not search', async () => {
    for (const role of ['accountant', 'auditor'])
      expect(
        await (await signIn(house, role)).query('goods.search', { text: '', limit: 5 }, z.array(goodView)),
      ).toMatchObject({ refusal: { code: 'not-permitted' } });
  });

  test('a merchant has a bar code once, in whatever length it is printed', async () => {
    const { merchantId } = await addShop(house, '丙家电');
    const good = { name: 'x', brand: 'x', category: 'x', priceFen: fen(1) };
    const add = (gtin: string) =>
      house.platform.db.transaction(PLATFORM, (tx) => addGoods(tx, merchantId, [{ id: v7(), gtin, ...good }]));
    await add('036000291452');
    await expect(add('0036000291452')).rejects.toThrow(/goods_merchant_id_gtin14_key/);
  });
});

describe('terminals', () => {
  test('are known by id, with the store they stand in', async () => {
    const { terminal, merchantId } = await addShop(house, '丁家电');
    await house.platform.db.transaction(PLATFORM, async (tx) => {
      expect(await findTerminal(tx, terminal.id)).toEqual({ ...terminal, publicKey: 'A'.repeat(43) });
      expect(await findTerminal(tx, v7())).toBeNull();
      expect(await merchantNames(tx, terminal)).toEqual({ merchant: '丁家电', store: '总店', feeBps: 150 });
      expect(await merchantNames(tx, { merchantId, storeId: v7() })).toBeNull();
    });
  });

  test('are seen when they speak, written down at most once in ten seconds', async () => {
    const { terminal, merchantId } = await addShop(house, '戊家电');
    const seen = () =>
      house.platform.db.transaction(merchantScope(merchantId), async (tx) => {
        const [row] = await tx.rows<{ at: number | null }>('select last_seen_at as at from merchants.terminals');
        return row?.at;
      });
    const touch = () => house.platform.db.transaction(PLATFORM, (tx) => touchTerminal(house.platform, tx, terminal.id));
    const first = house.clock.now;
    await touch();
    house.clock.now += 9_000;
    await touch();
    expect(await seen()).toBe(first);
    house.clock.now += 2_000;
    await touch();
    expect(await seen()).toBe(house.clock.now);
  });
});
