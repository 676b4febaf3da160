import { describe, expect, test } from 'vitest';
import { epochDay } from '#shared/calendar/date.ts';
import { LANGUAGES, type Language } from '#shared/messages/language.ts';
import { statementIn } from '#shared/messages/statement.ts';
import { addFen, plainYuan, ZERO_FEN, type Fen } from '#shared/money/fen.ts';
import type { LoanDetail, LoanRow, StatementFormat } from '#shared/wire/loans.ts';
import { exampleLoan as loan } from '../../../test/support/loan-detail.ts';
import { pdfLines } from '../../../test/support/pdf-text.ts';
import { unzip } from '../../../test/support/unzip.ts';
import { statementFile } from './statement-file.ts';

const madeAt = Date.UTC(2027, 2, 1, 4);

async function fileOf(format: StatementFormat, language: Language, of: LoanDetail = loan): Promise<Buffer> {
  return Buffer.from((await statementFile(of, { format, language, madeAt })).base64, 'base64');
}

const total = (of: (row: LoanRow) => Fen) => addFen(...loan.rows.map(of));
/** What the last rows of both tables must say, in yuan. */
const SCHEDULE_SUMS = [
  loan.principalFen,
  total((row) => row.interestFen),
  ZERO_FEN,
  total((row) => row.penaltyFen),
  total((row) => row.totalFen),
  total((row) => row.paidFen),
  loan.outstandingFen,
].map(plainYuan);
/** Two instalments and five yuan too much: neither the one replaced nor the one taken back. */
const PAID_IN = plainYuan(
  addFen(
    total((row) => row.paidFen),
    loan.overpaidFen,
  ),
);

test.each([
  ['pdf', 'application/pdf'],
  ['csv', 'text/csv;charset=utf-8'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
] as const)('a %s is named by its contract', async (format, type) => {
  const file = await statementFile(loan, { format, language: 'zh', madeAt });
  expect(file).toMatchObject({ name: `statement-ZG-20261122-A7-0193.${format}`, type });
});

describe.each(LANGUAGES)('the statement in %s', (language) => {
  const words = statementIn[language];

  test('as CSV: begins with the mark, and its sums are the loan’s', async () => {
    const text = (await fileOf('csv', language)).toString('utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    const rows = parseCsv(text.slice(1));
    expect(rows[0]).toEqual([words.title]);
    expect(rows).toContainEqual([words.facts.goods, '冰箱, 1 件']);
    expect(rows).toContainEqual([words.facts.asOf, '2027-03-01']);
    expect(rows).toContainEqual(['', words.schedule.sum, ...SCHEDULE_SUMS, '']);
    expect(rows.at(-1)?.slice(0, 3)).toEqual(['', words.transactions.sum, PAID_IN]);
    const shown = rows.slice(rows.findIndex(([first]) => first === words.transactions.heads.valueOn) + 1, -1);
    expect(shown.map((row) => row.at(-1))).toEqual(['', '', '', words.transactions.reversed, '', '']);
  });

  test('as a workbook: two sheets of numbers and dates, whose sums are the loan’s', async () => {
    const { names, sheets } = workbook(await fileOf('xlsx', language));
    expect(names).toEqual([words.schedule.title, words.transactions.title]);
    const [schedule = [], transactions = []] = sheets;
    expect(schedule.at(-1)).toEqual(['', words.schedule.sum, ...SCHEDULE_SUMS.map(Number), '']);
    const first = schedule[schedule.length - 1 - loan.rows.length] ?? [];
    const serial = epochDay(loan.rows[0]?.dueOn ?? loan.bookedOn) + 25_569;
    expect(first.slice(0, 2)).toEqual([1, serial]);
    expect(transactions.at(-1)?.[2]).toBe(Number(PAID_IN));
  });

  test('on paper: every instalment, and sums that are the loan’s', async () => {
    const lines = pdfLines(await fileOf('pdf', language)).map((line) => line.map((cell) => cell.replaceAll(',', '')));
    expect(lines[0]).toEqual([words.title]);
    expect(lines).toContainEqual([words.facts.contract, loan.contractNumber]);
    expect(lines).toContainEqual([words.schedule.sum, ...SCHEDULE_SUMS]);
    for (const row of loan.rows)
      expect(lines.filter(([n, on]) => n === String(row.n) && on === row.dueOn)).toHaveLength(1);
    expect(lines.find(([first]) => first === words.transactions.sum)?.[1]).toBe(PAID_IN);
  });
});

test('the same loan gives the same paper, byte for byte', async () => {
  expect((await fileOf('pdf', 'zh')).equals(await fileOf('pdf', 'zh'))).toBe(true);
});

test.each(['csv', 'xlsx'] as const)('no text of the loan works as a formula in %s', async (format) => {
  const file = await fileOf(format, 'zh', { ...loan, summary: '=HYPERLINK("http://x.example")' });
  if (format === 'csv') expect(file.toString('utf8')).toContain(`"'=HYPERLINK(""http://x.example"")"`);
  else for (const [, content] of unzip(file)) expect(content).not.toMatch(/<f[ >]/);
});

test('what staff noted is not for the borrower', async () => {
  for (const format of ['csv', 'pdf'] as const) {
    const noted = { ...loan, transactions: loan.transactions.map((each) => ({ ...each, note: 'INTERNAL' })) };
    const file = await fileOf(format, 'zh', noted);
    const text = format === 'csv' ? file.toString('utf8') : JSON.stringify(pdfLines(file));
    expect(text).not.toContain('INTERNAL');
  }
});

/** RFC 4180, as a spreadsheet reads it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** Cells as a spreadsheet takes them: numbers, or texts by their place in the table of texts. */
function workbook(file: Buffer): { names: string[]; sheets: (string | number)[][][] } {
  const files = unzip(file);
  const part = (name: string): string => files.get(name) ?? '';
  const names = [...part('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name = '']) => name);
  const texts = [...part('xl/sharedStrings.xml').matchAll(/<si>.*?<t[^>]*>([^<]*)<\/t>.*?<\/si>/gs)].map(
    ([, text = '']) => text,
  );
  const cellOf = (cell: string): string | number => {
    const value = /<v>([^<]*)<\/v>/.exec(cell)?.[1];
    if (value === undefined) return '';
    return /<c [^>]*t="s"/.test(cell) ? (texts[Number(value)] ?? '') : Number(value);
  };
  const sheets = names.map((_, index) =>
    [...part(`xl/worksheets/sheet${index + 1}.xml`).matchAll(/<row [^>]*?(?:\/>|>.*?<\/row>)/gs)].map(([row]) =>
      [...row.matchAll(/<c [^>]*?(?:\/>|>.*?<\/c>)/gs)].map(([cell]) => cellOf(cell)),
    ),
  );
  return { names, sheets };
}
