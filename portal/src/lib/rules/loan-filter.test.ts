import { expect, test } from 'vitest';
import { LOAN_STATUSES, OVERDUE_BUCKETS } from '#shared/lending/servicing/standing.ts';
import { isFiltered, loanFilterAddress, NO_LOAN_FILTER, readLoanFilter } from './loan-filter.ts';

test('every filter survives the way through the address', () => {
  for (const status of [null, ...LOAN_STATUSES]) {
    for (const bucket of [null, ...OVERDUE_BUCKETS]) {
      for (const text of ['', 'ZG-20261122-A7-0193', 'a=b#c&d+e']) {
        const address = new URL(loanFilterAddress({ text, status, bucket }), 'http://localhost');
        expect(readLoanFilter(address.searchParams)).toEqual({ text, status, bucket });
      }
    }
  }
});

test('what nobody knows is no filter, and no filter is the plain address', () => {
  expect(readLoanFilter(new URLSearchParams('status=lost&bucket=M9'))).toEqual(NO_LOAN_FILTER);
  expect(loanFilterAddress(NO_LOAN_FILTER)).toBe('/loans');
  expect(isFiltered(NO_LOAN_FILTER)).toBe(false);
  expect(isFiltered({ ...NO_LOAN_FILTER, bucket: 'M6+' })).toBe(true);
});
