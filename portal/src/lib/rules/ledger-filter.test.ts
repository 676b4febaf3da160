import { expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { ledgerFilterAddress, readLedgerFilter, readMinute, WHOLE_LEDGER, writeMinute } from './ledger-filter.ts';

test('every filter survives the way through the address', () => {
  for (const bookId of [null, '00000000-0000-7000-8000-000000000001']) {
    for (const valueOn of [null, calendarDate('2026-11-22')]) {
      for (const at of [null, readMinute('2026-11-22T23:59')]) {
        const address = new URL(ledgerFilterAddress({ bookId, valueOn, at }), 'http://localhost');
        expect(readLedgerFilter(address.searchParams)).toEqual({ bookId, valueOn, at });
      }
    }
  }
  expect(ledgerFilterAddress(WHOLE_LEDGER)).toBe('/ledger');
});

test('what makes no sense is no filter', () => {
  const address = new URLSearchParams('book=1&valueOn=2026-02-30&at=2026-11-22T25:00');
  expect(readLedgerFilter(address)).toEqual(WHOLE_LEDGER);
});

test('a minute is that of China, to its end, so that what was posted in it counts', () => {
  expect(readMinute('2026-11-22T00:00')).toBe(Date.parse('2026-11-21T16:00:59.999Z'));
  expect(writeMinute(Date.parse('2026-11-22T06:32:05Z'))).toBe('2026-11-22T14:32');
});
