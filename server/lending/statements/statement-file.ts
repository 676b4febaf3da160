import type { Language } from '#shared/messages/language.ts';
import type { FileView, LoanDetail, StatementFormat } from '#shared/wire/loans.ts';
import { makeStatement, type Statement } from './statement.ts';
import { statementCsv } from './statement-csv.ts';
import { statementPdf } from './statement-pdf.ts';
import { statementXlsx } from './statement-xlsx.ts';

const TYPES: Readonly<Record<StatementFormat, string>> = {
  pdf: 'application/pdf',
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The statement of a loan as a file to keep, named by its contract. */
export async function statementFile(
  loan: LoanDetail,
  asked: { format: StatementFormat; language: Language; madeAt: number },
): Promise<FileView> {
  const { format } = asked;
  const content = await contentOf(makeStatement(loan, asked.language), format, asked.madeAt);
  return {
    name: `statement-${loan.contractNumber}.${format}`,
    type: TYPES[format],
    base64: Buffer.from(content).toString('base64'),
  };
}

async function contentOf(statement: Statement, format: StatementFormat, madeAt: number): Promise<Uint8Array> {
  switch (format) {
    case 'pdf':
      return statementPdf(statement, madeAt);
    case 'csv':
      return new TextEncoder().encode(statementCsv(statement));
    case 'xlsx':
      return statementXlsx(statement);
  }
}
