import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import type { ApplicationStatus } from '#shared/wire/decision.ts';
import { canTakeUp, orderNumber, priceOrder, summarise, type Held } from './model.ts';

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const good = (n: number, priceFen: number) => ({
  id: id(n),
  name: `冰箱 ${n}`,
  brand: '示例',
  category: '家电',
  gtin: '6900000000007',
  priceFen: fen(priceFen),
});
const one = (downPaymentFen: number, quantity = 1) => ({
  lines: [{ goodId: id(1), quantity }],
  downPaymentFen: fen(downPaymentFen),
});

describe('pricing an order', () => {
  const cases: [string, number, number, number, string | null][] = [
    ['exactly the least that is financed', 500_00, 1, 0, null],
    ['a fen less', 500_00, 1, 1, 'amount-out-of-range'],
    ['exactly the most', 50_000_00, 2, 0, null],
    ['a fen more', 50_000_01, 2, 0, 'amount-out-of-range'],
    ['more brought down by a down payment', 50_000_01, 2, 2, null],
    ['all paid at once', 1_000_00, 1, 1_000_00, 'down-payment-too-high'],
    ['more paid than due', 1_000_00, 1, 1_000_01, 'down-payment-too-high'],
  ];
  test.each(cases)('%s', (_case, price, quantity, down, refusal) => {
    const priced = priceOrder(one(down, quantity), [good(1, price)]);
    expect(priced.ok ? null : priced.refusal.code).toBe(refusal);
  });

  test('a good the merchant does not have is refused', () => {
    expect(priceOrder(one(0), [good(2, 1_000_00)])).toMatchObject({ refusal: { code: 'goods-not-found' } });
  });

  test('the lines sum to the price, and price is down payment and principal', () => {
    const lines = fc.array(fc.record({ n: fc.integer({ min: 1, max: 5 }), quantity: fc.integer({ min: 1, max: 3 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    const goods = [1, 2, 3, 4, 5].map((n) => good(n, n * 299_99));
    fc.assert(
      fc.property(lines, fc.nat(100_00), (basket, down) => {
        const priced = priceOrder(
          { lines: basket.map(({ n, quantity }) => ({ goodId: id(n), quantity })), downPaymentFen: fen(down) },
          goods,
        );
        if (!priced.ok) {
          expect(priced.refusal.code).toBe('amount-out-of-range');
          return;
        }
        const { value } = priced;
        expect(value.lines.reduce((sum, line) => sum + line.amountFen, 0)).toBe(value.priceFen);
        expect(value.downPaymentFen + value.principalFen).toBe(value.priceFen);
        expect(new Set(value.lines.map((line) => line.goodId)).size).toBe(value.lines.length);
      }),
    );
  });
});

test.each([
  [[{ name: '冰箱', quantity: 1 }], '冰箱'],
  [[{ name: '冰箱', quantity: 2 }], '冰箱 ×2'],
  [
    [
      { name: '冰箱', quantity: 1 },
      { name: '电视', quantity: 3 },
    ],
    '冰箱 +1',
  ],
] as const)('%j in a few words: %s', (lines, summary) => {
  expect(summarise(lines)).toBe(summary);
});

test('the summary always fits', () => {
  expect(
    summarise([{ name: '长'.repeat(200), quantity: 99 }, ...Array(19).fill({ name: 'x', quantity: 1 })]),
  ).toHaveLength(80);
});

test('numbers say the day and count on past four digits', () => {
  expect(orderNumber(calendarDate('2026-11-22'), 7)).toBe('D-1122-0007');
  expect(orderNumber(calendarDate('2026-11-22'), 10_000)).toBe('D-1122-10000');
});

describe('taking an order up at a kiosk', () => {
  const hold = { terminalId: id(7), at: 0 };
  const rows: [string, Held, boolean][] = [
    ['open', { status: 'open', applicationStatus: null, hold: null }, true],
    ['open again after a no', { status: 'open', applicationStatus: 'declined', hold: null }, true],
    ['in hand at another terminal', { status: 'applying', applicationStatus: null, hold }, false],
    ['in hand here', { status: 'applying', applicationStatus: null, hold: { ...hold, terminalId: id(8) } }, true],
    ['forgotten elsewhere', { status: 'applying', applicationStatus: null, hold: { ...hold, at: -10 * 60_000 } }, true],
    ['applied for', { status: 'applying', applicationStatus: 'received', hold: null }, false],
    [
      'applied for, from here',
      { status: 'applying', applicationStatus: 'referred', hold: { ...hold, terminalId: id(8) } },
      false,
    ],
    ['approved', { status: 'approved', applicationStatus: 'offered', hold: null }, false],
    ['cancelled', { status: 'cancelled', applicationStatus: null, hold: null }, false],
    ['sold', { status: 'contracted', applicationStatus: 'contracted' satisfies ApplicationStatus, hold: null }, false],
  ];
  test.each(rows)('%s', (_case, order, can) => {
    expect(canTakeUp(order, id(8), 1)).toBe(can);
  });
});
