import type { CalendarDate } from '#shared/calendar/date.ts';
import { formatInstant } from '#shared/calendar/format.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { SettlementLine } from '#shared/wire/portal.ts';

/** Spreadsheets on Chinese Windows read a file as GBK unless it begins with this mark. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * One cell, RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers come in
 * as numbers of our own making and stay as they are.
 */
export function csvCell(value: string | { plain: string }): string {
  if (typeof value !== 'string') return value.plain;
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export function csvText(rows: readonly (readonly (string | { plain: string })[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** `-1234.50`: no sign, no grouping, so that a spreadsheet adds it up. */
export function plainYuan(amount: Fen): string {
  const magnitude = Math.abs(amount);
  return `${amount < 0 ? '-' : ''}${Math.trunc(magnitude / 100)}.${String(magnitude % 100).padStart(2, '0')}`;
}

export interface SettlementHeadings {
  order: string;
  contract: string;
  goods: string;
  store: string;
  deliveredAt: string;
  gross: string;
  fee: string;
  net: string;
  payableOn: string;
  total: string;
}

export interface SettlementTotals {
  grossFen: Fen;
  feeFen: Fen;
  netFen: Fen;
}

/** The settlement lines as a spreadsheet file, its last row the totals. */
export function settlementsCsv(
  lines: readonly SettlementLine[],
  totals: SettlementTotals,
  headings: SettlementHeadings,
): string {
  const money = (amount: Fen) => ({ plain: plainYuan(amount) });
  const { order, contract, goods, store, deliveredAt, gross, fee, net, payableOn } = headings;
  return csvText([
    [order, contract, goods, store, deliveredAt, gross, fee, net, payableOn],
    ...lines.map((line) => [
      line.orderNumber,
      line.contractNumber,
      line.summary,
      line.store,
      formatInstant(line.deliveredAt),
      money(line.grossFen),
      money(line.feeFen),
      money(line.netFen),
      line.payableOn,
    ]),
    [headings.total, '', '', '', '', money(totals.grossFen), money(totals.feeFen), money(totals.netFen), ''],
  ]);
}

export function settlementsFileName(on: CalendarDate): string {
  return `settlements-${on}.csv`;
}
