import { addDays, type CalendarDate } from '#shared/calendar/date.ts';
import { addFen, subtractFen, type Fen } from '#shared/money/fen.ts';
import type { OrderSettlement, SettlementLine } from '#shared/wire/portal.ts';
import { merchantLines, merchantLinesOf, merchantTotals, type MerchantLine } from '#server/ledger/index.ts';
import type { Tx } from '#server/platform/database.ts';
import { payableOn } from '../model.ts';
import { findSold, soldOf, type SoldRow } from '../store/settlements.ts';

/** What the merchant is paid, read from its entries in the books. All of it in the merchant's scope. */

export interface SettlementTotals {
  count: number;
  grossFen: Fen;
  feeFen: Fen;
  netFen: Fen;
}

export interface SettlementPage {
  items: SettlementLine[];
  /** The `before` of the next page; null on the last one. */
  next: string | null;
  /** Of all the merchant's lines, not of this page alone. */
  totals: SettlementTotals;
}

/** The merchant's lines, newest first; `before` is the id of the last line of the page before. */
export async function listSettlements(
  tx: Tx,
  { before, limit }: { before: string | null; limit: number },
): Promise<SettlementPage> {
  const lines = await merchantLines(tx, { before, limit: limit + 1 });
  const page = lines.slice(0, limit);
  const sold = new Map((await soldOf(tx, distinctLoans(page))).map((row) => [row.loanId, row]));
  const items = page.map((line) => settlementLine(line, sold.get(line.loanId)));
  const { count, grossFen, feeFen } = await merchantTotals(tx, null);
  return {
    items,
    next: lines.length > limit ? (items.at(-1)?.id ?? null) : null,
    totals: { count, grossFen, feeFen, netFen: subtractFen(grossFen, feeFen) },
  };
}

function distinctLoans(lines: readonly MerchantLine[]): string[] {
  return [...new Set(lines.map(({ loanId }) => loanId))];
}

function settlementLine(line: MerchantLine, sold: SoldRow | undefined): SettlementLine {
  if (!sold) throw new Error('What a store is owed for was sold.');
  const { id, kind, grossFen, feeFen, bookedOn, postedAt } = line;
  const { orderId, orderNumber, contractNumber, summary, store, deliveredAt } = sold;
  return {
    id,
    kind,
    orderId,
    orderNumber,
    contractNumber,
    summary,
    store,
    deliveredAt,
    bookedAt: postedAt,
    grossFen,
    feeFen,
    netFen: subtractFen(grossFen, feeFen),
    payableOn: payableOn(bookedOn),
  };
}

/** The settlement of an order, where the transaction's merchant may see it. */
export async function settlementOf(tx: Tx, orderId: string): Promise<OrderSettlement | null> {
  const sold = await findSold(tx, orderId);
  if (!sold) return null;
  const lines = await merchantLinesOf(tx, sold.loanId);
  const sale = lines.find(({ kind }) => kind === 'sale');
  if (!sale) return null;
  const grossFen = addFen(...lines.map((line) => line.grossFen));
  const feeFen = addFen(...lines.map((line) => line.feeFen));
  return {
    grossFen: sale.grossFen,
    refundedFen: subtractFen(sale.grossFen, grossFen),
    feeFen,
    netFen: subtractFen(grossFen, feeFen),
    payableOn: payableOn(sale.bookedOn),
  };
}

/** What is still to be paid from a day on, and on which day the first of it. */
export async function payableFrom(
  tx: Tx,
  from: CalendarDate,
): Promise<SettlementTotals & { payableOn: CalendarDate | null }> {
  const { count, grossFen, feeFen, firstOn } = await merchantTotals(tx, addDays(from, -1));
  const netFen = subtractFen(grossFen, feeFen);
  return { count, grossFen, feeFen, netFen, payableOn: firstOn && payableOn(firstOn) };
}
