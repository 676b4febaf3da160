import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { addFen, fen } from '#shared/money/fen.ts';
import type { LoanRow } from '#shared/wire/loans.ts';
import { exampleRow } from './loan-example.ts';
import { rowChanges } from './row-changes.ts';

const row = (n: number, total: number): LoanRow => exampleRow({ n, principalFen: fen(total), totalFen: fen(total) });

test('a schedule beside itself has no changes', () => {
  const rows = [row(1, 100), row(2, 100)];
  expect(rowChanges(rows, rows).map((change) => change.kind)).toEqual(['same', 'same']);
});

test('rows that change, come and go are told apart, in order', () => {
  const changes = rowChanges([row(1, 100), row(2, 100), row(3, 100)], [row(2, 50), row(3, 100), row(4, 10)]);
  expect(changes.map(({ n, kind, differenceFen }) => [n, kind, differenceFen])).toEqual([
    [1, 'removed', -100],
    [2, 'changed', -50],
    [3, 'same', 0],
    [4, 'added', 10],
  ]);
});

test.each<[string, Partial<LoanRow>, string]>([
  ['another due day', { dueOn: calendarDate('2026-12-31') }, 'changed'],
  ['something paid', { paidFen: fen(40), outstandingFen: fen(60) }, 'changed'],
  ['a split of the same amount', { principalFen: fen(90), interestFen: fen(10) }, 'changed'],
  ['only the day on which it was met', { metOn: calendarDate('2026-12-01') }, 'same'],
])('%s', (_what, change, kind) => {
  expect(rowChanges([row(1, 100)], [{ ...row(1, 100), ...change }])[0]?.kind).toBe(kind);
});

test('the differences of the rows are the difference of the schedules', () => {
  const schedule = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(1_000_000)), {
    selector: ([n]) => n,
  });
  const total = (rows: LoanRow[]) => addFen(...rows.map((each) => each.totalFen));
  fc.assert(
    fc.property(schedule, schedule, (was, will) => {
      const before = was.map(([n, principal]) => row(n, principal));
      const after = will.map(([n, principal]) => row(n, principal));
      const differences = addFen(...rowChanges(before, after).map((change) => change.differenceFen));
      expect(differences).toBe(total(after) - total(before));
    }),
  );
});
