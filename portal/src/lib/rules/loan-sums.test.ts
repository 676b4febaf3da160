import { expect, test } from 'vitest';
import { fen } from '#shared/money/fen.ts';
import { exampleRow } from './loan-example.ts';
import { instalmentState, overdueFen, portionsOf, sumRows } from './loan-sums.ts';

const rows = [
  exampleRow({ n: 1, state: 'paid', paidFen: fen(515_00), outstandingFen: fen(0) }),
  exampleRow({
    n: 2,
    state: 'overdue',
    penaltyFen: fen(3_00),
    totalFen: fen(518_00),
    paidFen: fen(100_00),
    outstandingFen: fen(418_00),
  }),
  exampleRow({ n: 3 }),
];

test('the sums of a schedule are those of its columns', () => {
  expect(sumRows(rows)).toEqual({
    principalFen: 1_500_00,
    interestFen: 45_00,
    feeFen: 0,
    penaltyFen: 3_00,
    totalFen: 1_548_00,
    paidFen: 615_00,
    outstandingFen: 933_00,
  });
});

test('what was given up is not shown as paid', () => {
  expect(rows.map(instalmentState)).toEqual(['paid', 'overdue', 'future']);
  expect(instalmentState(exampleRow({ n: 1, state: 'paid', outstandingFen: fen(0) }))).toBe('released');
});

test('only what is late counts as overdue, and only what is open of it', () => {
  expect(overdueFen(rows)).toBe(418_00);
  expect(overdueFen([])).toBe(0);
});

test('parts of nothing are not said', () => {
  expect(portionsOf(sumRows(rows)).map(({ part }) => part)).toEqual(['principal', 'interest', 'penalty']);
});
