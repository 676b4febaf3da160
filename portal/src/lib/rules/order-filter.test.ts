import { expect, test } from 'vitest';
import { ORDER_STATUSES } from '#shared/wire/portal.ts';
import { filterAddress, readFilter } from './order-filter.ts';

test('every filter survives the way through the address', () => {
  for (const status of [null, ...ORDER_STATUSES]) {
    for (const text of ['', '冰箱 & 电视', '¥3,299', 'a=b#c']) {
      const address = new URL(filterAddress({ text, status }), 'http://localhost');
      expect(readFilter(address.searchParams)).toEqual({ text, status });
    }
  }
});

test('a status nobody knows is no filter', () => {
  expect(readFilter(new URLSearchParams('status=lost')).status).toBeNull();
});

test('no filter is the plain address', () => {
  expect(filterAddress({ text: '', status: null })).toBe('/orders');
});
