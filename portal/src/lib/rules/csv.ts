import type { CalendarDate } from '#shared/calendar/date.ts';
import { formatInstant } from '#shared/calendar/format.ts';
import { csvText } from '#shared/csv/csv.ts';
import { plainYuan, type Fen } from '#shared/money/fen.ts';
import type { SettlementKind, SettlementLine } from '#shared/wire/portal.ts';

export interface SettlementHeadings {
  order: string;
  contract: string;
  goods: string;
  store: string;
  deliveredAt: string;
  bookedAt: string;
  kind: string;
  kinds: Record<SettlementKind, string>;
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
  const { order, contract, goods, store, deliveredAt, bookedAt, kind, gross, fee, net, payableOn } = headings;
  return csvText([
    [order, contract, goods, store, deliveredAt, kind, bookedAt, gross, fee, net, payableOn],
    ...lines.map((line) => [
      line.orderNumber,
      line.contractNumber,
      line.summary,
      line.store,
      formatInstant(line.deliveredAt),
      headings.kinds[line.kind],
      formatInstant(line.bookedAt),
      money(line.grossFen),
      money(line.feeFen),
      money(line.netFen),
      line.payableOn,
    ]),
    [headings.total, '', '', '', '', '', '', money(totals.grossFen), money(totals.feeFen), money(totals.netFen), ''],
  ]);
}

export function settlementsFileName(on: CalendarDate): string {
  return `settlements-${on}.csv`;
}
