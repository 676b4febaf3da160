/** Spreadsheets on Chinese Windows read a file as GBK unless it begins with this mark. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A text from anywhere, or one of our own making (a number, a date) that stays as it is. */
export type CsvValue = string | { plain: string };

/** One cell, RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function csvCell(value: CsvValue): string {
  if (typeof value !== 'string') return value.plain;
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export function csvText(rows: readonly (readonly CsvValue[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}
