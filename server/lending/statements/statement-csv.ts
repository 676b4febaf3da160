import { csvText, type CsvValue } from '#shared/csv/csv.ts';
import { statementIn } from '#shared/messages/statement.ts';
import { plainYuan } from '#shared/money/fen.ts';
import type { Cell, Statement, Table } from './statement.ts';

/** Head, schedule and transactions one below the other, an empty line between. */
export function statementCsv(statement: Statement): string {
  const words = statementIn[statement.language];
  return csvText([
    [words.title],
    ...statement.facts.map(({ label, value }) => [label, valueOf(value)]),
    [words.contractHash, statement.contractSha256],
    [words.amounts],
    ...linesOf(statement.schedule),
    ...linesOf(statement.transactions),
  ]);
}

function linesOf({ title, heads, rows, sums }: Table): CsvValue[][] {
  return [[], [title], heads, ...[...rows, sums].map((row) => row.map(valueOf))];
}

function valueOf(cell: Cell): CsvValue {
  switch (cell.is) {
    case 'text':
      return cell.text;
    case 'money':
      return { plain: plainYuan(cell.amount) };
    case 'date':
      return { plain: cell.on };
    case 'count':
      return { plain: String(cell.count) };
  }
}
