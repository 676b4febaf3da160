import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fen } from '#shared/money/fen.ts';
import type { Good } from '#shared/wire/portal.ts';
import {
  addGood,
  basketPrice,
  LINES_MAX,
  QUANTITY_MAX,
  readDownPayment,
  removeLine,
  restoreLine,
  setQuantity,
  type Basket,
} from './basket.ts';

function good(n: number, priceFen = 100_00): Good {
  const id = `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
  return { id, name: `商品 ${n}`, brand: '示例', category: '家电', gtin: '6900000000007', priceFen: fen(priceFen) };
}

function basketOf(count: number): Basket {
  return Array.from({ length: count }, (_, n) => good(n)).reduce<Basket>(addGood, []);
}

describe('basket', () => {
  test('the same good twice is one line of two', () => {
    const basket = addGood(addGood([], good(1)), good(1));
    expect(basket.map((line) => line.quantity)).toEqual([2]);
  });

  test('a full basket takes no further line, and a full line no further piece', () => {
    expect(addGood(basketOf(LINES_MAX), good(99))).toHaveLength(LINES_MAX);
    expect(setQuantity(basketOf(1), good(0).id, 1_000)[0]?.quantity).toBe(QUANTITY_MAX);
  });

  test.each([
    [0, 1],
    [-3, 1],
    [Number.NaN, 1],
    [2.9, 2],
  ])('a typed quantity of %s becomes %s', (typed, held) => {
    expect(setQuantity(basketOf(1), good(0).id, typed)[0]?.quantity).toBe(held);
  });

  test('the price is the sum of price times quantity', () => {
    const basket = setQuantity(addGood(addGood([], good(1, 3_299_00)), good(2, 59_90)), good(2).id, 3);
    expect(basketPrice(basket)).toBe(3_299_00 + 3 * 59_90);
  });

  test('undoing a removal gives back the very basket, whichever line it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LINES_MAX }), fc.nat(), (count, pick) => {
        const before = basketOf(count);
        const { basket, removed } = removeLine(before, good(pick % count).id);
        expect(basket).toHaveLength(count - 1);
        expect(removed && restoreLine(basket, removed)).toEqual(before);
      }),
    );
  });

  test('undoing after the good was added again loses no piece', () => {
    const { basket, removed } = removeLine(setQuantity(basketOf(2), good(0).id, 3), good(0).id);
    const undone = removed && restoreLine(addGood(basket, good(0)), removed);
    expect(undone?.find((line) => line.good.id === good(0).id)?.quantity).toBe(4);
  });
});

describe('down payment', () => {
  const price = fen(3_299_00);

  test.each([
    ['', 0],
    ['329.9', 329_90],
    [' 1,000 ', 1_000_00],
    ['3298.99', 3_298_99],
  ])('%j is read, and the rest is financed', (typed, downPaymentFen) => {
    expect(readDownPayment(typed, price)).toEqual({ ok: true, downPaymentFen, principalFen: price - downPaymentFen });
  });

  test.each([
    ['abc', 'not-an-amount'],
    ['-5', 'not-an-amount'],
    ['1.234', 'not-an-amount'],
    ['3299', 'not-below-price'],
    ['99999', 'not-below-price'],
  ])('%j is refused as %s', (typed, problem) => {
    expect(readDownPayment(typed, price)).toEqual({ ok: false, problem });
  });
});
