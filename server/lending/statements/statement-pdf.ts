import { formatDate, formatInstant } from '#shared/calendar/format.ts';
import { statementIn } from '#shared/messages/statement.ts';
import type { Language } from '#shared/messages/language.ts';
import { formatYuan } from '#shared/money/fen.ts';
import { contractFonts } from '../pdf/fonts.ts';
import { Paper, type Column } from '../pdf/page.ts';
import type { Cell, Statement, Table } from './statement.ts';

/** The statement on paper, as the contract looks. Same input, same bytes. */
export async function statementPdf(statement: Statement, madeAt: number): Promise<Uint8Array> {
  const { language, contractNumber } = statement;
  const words = statementIn[language];
  const paper = new Paper(await contractFonts(), { title: `${words.title} ${contractNumber}`, madeAt });
  paper.title(words.title);
  for (const { label, value } of statement.facts) paper.fact(label, factText(value, language));
  writeTable(paper, statement.schedule, SCHEDULE_COLUMNS);
  writeTable(paper, statement.transactions, TRANSACTION_COLUMNS);
  return paper.finish((page, of) => [
    `${words.title} ${contractNumber}    ${words.page(page, of)}    ${words.amounts}`,
    `${words.contractHash} ${statement.contractSha256}`,
    `${words.madeAt} ${formatInstant(madeAt)}`,
  ]);
}

const left = (share: number): Column => ({ share, align: 'left' });
const right = (share: number): Column => ({ share, align: 'right' });

const SCHEDULE_COLUMNS = [
  left(0.055),
  left(0.125),
  ...[0.11, 0.095, 0.08, 0.09, 0.115, 0.115, 0.115].map(right),
  left(0.1),
];
const TRANSACTION_COLUMNS = [
  left(0.12),
  left(0.125),
  ...[0.105, 0.1, 0.085, 0.07, 0.085, 0.105, 0.115].map(right),
  left(0.09),
];

function writeTable(paper: Paper, { title, heads, rows, sums }: Table, columns: readonly Column[]): void {
  paper.heading(title);
  paper.row(columns, heads, 'medium');
  for (const row of rows) paper.row(columns, row.map(cellText));
  paper.row(columns, sums.map(cellText), 'medium');
}

/** Narrow: dates as digits, amounts without the sign. */
function cellText(cell: Cell): string {
  switch (cell.is) {
    case 'text':
      return cell.text;
    case 'money':
      return formatYuan(cell.amount).replace('¥', '');
    case 'date':
      return cell.on;
    case 'count':
      return String(cell.count);
  }
}

function factText(cell: Cell, language: Language): string {
  if (cell.is === 'money') return formatYuan(cell.amount);
  return cell.is === 'date' ? formatDate(cell.on, language) : cellText(cell);
}
