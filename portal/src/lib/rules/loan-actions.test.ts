import { describe, expect, test } from 'vitest';
import { LOAN_STATUSES } from '#shared/lending/servicing/standing.ts';
import { fen } from '#shared/money/fen.ts';
import { LOAN_ACTIONS } from '#shared/wire/loans.ts';
import { PERMISSIONS } from '#shared/wire/portal.ts';
import { ACTION_GROUPS, actionsFor, chargeable, mayUndo, onlyOf } from './loan-actions.ts';
import { exampleRow, exampleTransaction } from './loan-example.ts';

const loan = {
  status: 'current' as const,
  rows: [exampleRow({ n: 1 })],
  overpaidFen: fen(0),
  transactions: [exampleTransaction({ n: 2 })],
};
const kindsOf = (...args: Parameters<typeof actionsFor>) => actionsFor(...args).flatMap(({ kinds }) => kinds);

test('every action has its card once, but for taking a transaction back', () => {
  const offered = Object.values(ACTION_GROUPS).flat();
  expect([...offered, 'undo'].sort()).toEqual([...LOAN_ACTIONS].sort());
});

test('a shop takes goods back and does nothing else', () => {
  expect(actionsFor(['loans.read', 'loans.refund'], loan)).toEqual([
    { group: 'money', kinds: ['merchant-issued-refund'] },
  ]);
});

test('where there is but one thing to do, nobody has to choose', () => {
  expect(onlyOf(actionsFor(['loans.refund'], loan))).toBe('merchant-issued-refund');
  expect(onlyOf(actionsFor(['loans.read'], loan))).toBeNull();
  expect(onlyOf(actionsFor(PERMISSIONS, loan))).toBeNull();
});

test('who only reads is offered nothing, whatever the loan', () => {
  for (const status of LOAN_STATUSES) expect(kindsOf(['loans.read'], { ...loan, status })).toEqual([]);
});

test('writing off needs its own permission, and recovering a loan written off', () => {
  expect(kindsOf(['loans.service'], loan)).not.toContain('write-off');
  expect(kindsOf(['loans.write-off'], loan)).toEqual(['charge-off', 'write-off']);
  expect(kindsOf(PERMISSIONS, { ...loan, status: 'written-off' })).toEqual(['recovery']);
});

test('before the money is out nothing is done to a loan', () => {
  expect(kindsOf(PERMISSIONS, { ...loan, status: 'booked' })).toEqual([]);
});

test('what was overpaid goes back only where something was', () => {
  expect(kindsOf(PERMISSIONS, { ...loan, status: 'settled' })).toEqual([
    'merchant-issued-refund',
    'payout-refund',
    'chargeback',
  ]);
  expect(kindsOf(PERMISSIONS, { ...loan, status: 'settled', overpaidFen: fen(1) })).toContain('credit-balance-refund');
});

test('a charge can be waived only where there is one', () => {
  expect(kindsOf(PERMISSIONS, loan)).not.toContain('charge-waiver');
  const late = { ...loan, rows: [exampleRow({ n: 1, penaltyFen: fen(3_00) })] };
  expect(kindsOf(PERMISSIONS, late)).toContain('charge-waiver');
});

test('only standing payments can be taken back by a bank', () => {
  const transactions = [
    exampleTransaction({ n: 1, kind: 'disbursement' }),
    exampleTransaction({ n: 2, isReplaced: true }),
    exampleTransaction({ n: 2, version: 2 }),
    exampleTransaction({ n: 3, isReversed: true }),
  ];
  expect(chargeable(transactions).map(({ n, version }) => [n, version])).toEqual([[2, 2]]);
});

describe('taking a transaction back', () => {
  const payment = exampleTransaction({ n: 2 });
  const refund = exampleTransaction({ n: 3, kind: 'merchant-issued-refund' });

  test('asks for the permission that doing it asks for', () => {
    expect(mayUndo(['loans.service'], loan, payment)).toBe(true);
    expect(mayUndo(['loans.refund'], loan, payment)).toBe(false);
    expect(mayUndo(['loans.refund'], loan, refund)).toBe(true);
    expect(mayUndo(['loans.read'], loan, payment)).toBe(false);
  });

  test.each([
    { isReversed: true },
    { isReplaced: true },
    { kind: 'disbursement' as const },
    { kind: 'interest-refund' as const },
  ])('is not offered for %o', (change) => {
    expect(mayUndo(PERMISSIONS, loan, { ...payment, ...change })).toBe(false);
  });

  test('is not offered for a payment that the bank took back, until that is taken back', () => {
    const chargeback = exampleTransaction({ n: 3, kind: 'chargeback', of: 2 });
    const held = { ...loan, transactions: [payment, chargeback] };
    expect(mayUndo(PERMISSIONS, held, payment)).toBe(false);
    expect(mayUndo(PERMISSIONS, held, chargeback)).toBe(true);
    const freed = { ...loan, transactions: [payment, { ...chargeback, isReversed: true }] };
    expect(mayUndo(PERMISSIONS, freed, payment)).toBe(true);
  });
});
