import writeExcelFile, { type CellObject, type SheetData } from 'write-excel-file/node';
import { epochDay } from '#shared/calendar/date.ts';
import { statementIn } from '#shared/messages/statement.ts';
import type { Cell, Statement, Table } from './statement.ts';

const DAY_MS = 86_400_000;
const FORMATS = { money: '#,##0.00', date: 'yyyy-mm-dd' } as const;
/** In characters; the first column of the first sheet holds numbers of instalments, the second the head's labels. */
const WIDTHS = { first: 10, second: 26, other: 16 } as const;

/** A workbook of two sheets: head and schedule, and transactions. Amounts are numbers in yuan, days are dates. */
export function statementXlsx(statement: Statement): Promise<Uint8Array> {
  const words = statementIn[statement.language];
  const { schedule, transactions } = statement;
  const head: SheetData = [
    [bold(words.title)],
    ...statement.facts.map(({ label, value }) => [null, label, cellOf(value)]),
    [null, words.contractHash, statement.contractSha256],
    [null, words.amounts],
    [],
  ];
  return writeExcelFile([
    { sheet: schedule.title, data: [...head, ...linesOf(schedule)], columns: widthsOf(schedule) },
    { sheet: transactions.title, data: linesOf(transactions), columns: widthsOf(transactions) },
  ]).toBuffer();
}

function linesOf({ heads, rows, sums }: Table): SheetData {
  return [heads.map(bold), ...rows.map((row) => row.map(cellOf)), sums.map((sum) => ({ ...cellOf(sum), ...BOLD }))];
}

function widthsOf({ heads }: Table): { width: number }[] {
  return heads.map((_, column) => ({ width: [WIDTHS.first, WIDTHS.second][column] ?? WIDTHS.other }));
}

const BOLD = { fontWeight: 'bold' } as const;

function bold(value: string): CellObject {
  return { value, type: String, ...BOLD };
}

/** A text is a text whatever it begins with: only cells of the type Formula are ever worked out. */
function cellOf(cell: Cell): CellObject {
  switch (cell.is) {
    case 'text':
      return { value: cell.text, type: String };
    case 'money':
      // Two decimals are the nearest number there is, and are written as they are.
      return { value: cell.amount / 100, type: Number, format: FORMATS.money };
    case 'date':
      return { value: new Date(epochDay(cell.on) * DAY_MS), type: Date, format: FORMATS.date };
    case 'count':
      return { value: cell.count, type: Number };
  }
}
