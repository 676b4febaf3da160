import { describe, expect, test } from 'vitest';
import { LOAN_STATUSES } from '../lending/servicing/standing.ts';
import { LOAN_ACTIONS } from './loans.ts';
import { isAllowed, permissionFor } from './loan-actions.ts';

test('every action has an answer for every status', () => {
  for (const kind of LOAN_ACTIONS)
    for (const status of LOAN_STATUSES)
      expect(typeof isAllowed(kind, status), `${kind} when ${status}`).toBe('boolean');
});

test('nothing is done to a loan before its goods are handed over', () => {
  expect(LOAN_ACTIONS.filter((kind) => isAllowed(kind, 'booked'))).toEqual([]);
});

test.each([
  ['settled', ['repayment', 'merchant-issued-refund', 'payout-refund', 'chargeback', 'credit-balance-refund', 'undo']],
  ['refunded', ['repayment', 'chargeback', 'credit-balance-refund', 'undo']],
  ['written-off', ['credit-balance-refund', 'recovery', 'undo']],
] as const)('of a loan that is %s only what moves money, and taking back', (status, kinds) => {
  expect(LOAN_ACTIONS.filter((kind) => isAllowed(kind, status))).toEqual(kinds);
});

test('a loan that is being repaid takes all but a recovery', () => {
  for (const status of ['disbursed', 'current', 'overdue'] as const)
    expect(LOAN_ACTIONS.filter((kind) => !isAllowed(kind, status))).toEqual(['recovery']);
});

describe('what one must be allowed to do', () => {
  test('goods are given back by merchants, losses taken by few, all else is service', () => {
    const asking = (permission: string) => LOAN_ACTIONS.filter((kind) => permissionFor(kind, null) === permission);
    expect(asking('loans.refund')).toEqual(['merchant-issued-refund']);
    expect(asking('loans.write-off')).toEqual(['charge-off', 'write-off', 'recovery']);
    expect(asking('loans.service')).toHaveLength(LOAN_ACTIONS.length - 4);
  });

  test('taking a thing back asks for the same as doing it', () => {
    expect(permissionFor('undo', 'write-off')).toBe('loans.write-off');
    expect(permissionFor('undo', 'charge-off')).toBe('loans.write-off');
    expect(permissionFor('undo', 'recovery')).toBe('loans.write-off');
    expect(permissionFor('undo', 'repayment')).toBe('loans.service');
    expect(permissionFor('undo', 'merchant-issued-refund')).toBe('loans.refund');
  });
});
