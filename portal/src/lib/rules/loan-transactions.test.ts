import { expect, test } from 'vitest';
import { exampleTransaction } from './loan-example.ts';
import { comingTransactions, transactionLines } from './loan-transactions.ts';

const book = [
  exampleTransaction({ n: 1, kind: 'disbursement' }),
  exampleTransaction({ n: 3, isReplaced: true }),
  exampleTransaction({ n: 2 }),
  exampleTransaction({ n: 3, version: 3 }),
  exampleTransaction({ n: 3, version: 2, isReplaced: true }),
];

test('versions of a transaction fold under the newest, the last entered on top', () => {
  expect(
    transactionLines(book).map(({ now, former }) => [now.n, now.version, former.map((each) => each.version)]),
  ).toEqual([
    [3, 3, [2, 1]],
    [2, 1, []],
    [1, 1, []],
  ]);
});

test('what would come is told from what would be played otherwise', () => {
  const whatIf = { transactions: [exampleTransaction({ n: 3, version: 4 }), exampleTransaction({ n: 4 })] };
  const { added, replayed } = comingTransactions(book, whatIf);
  expect(added.map(({ n }) => n)).toEqual([4]);
  expect(replayed.map(({ before, after }) => [before.version, after.version])).toEqual([[3, 4]]);
});
