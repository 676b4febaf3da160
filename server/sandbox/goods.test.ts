import { expect, test } from 'vitest';
import { isGtin } from '#shared/goods/gtin.ts';
import { SANDBOX_GOODS } from './goods.ts';

test('forty goods, each with its own real bar code of China and a price of the counter', () => {
  expect(SANDBOX_GOODS).toHaveLength(40);
  expect(new Set(SANDBOX_GOODS.map((good) => good.gtin)).size).toBe(40);
  for (const { gtin, priceFen } of SANDBOX_GOODS) {
    expect(isGtin(gtin)).toBe(true);
    expect(gtin).toMatch(/^69\d{11}$/);
    expect(priceFen).toBeGreaterThanOrEqual(299_00);
    expect(priceFen).toBeLessThanOrEqual(8_999_00);
  }
});
