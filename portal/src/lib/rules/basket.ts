import { addFen, parseYuan, shareOf, subtractFen, timesFen, type Fen } from '#shared/money/fen.ts';
import type { Good } from '#shared/wire/portal.ts';

/** What the shopper buys, as the clerk puts it together. Every change makes a new basket. */
export interface BasketLine {
  good: Good;
  quantity: number;
}
export type Basket = readonly BasketLine[];

/** A removed line and the place it had, so that undoing puts it back where it was. */
export interface RemovedLine {
  line: BasketLine;
  index: number;
}

/** The bounds of `orders.create` (shared/wire/portal.ts). */
export const LINES_MAX = 20;
export const QUANTITY_MAX = 99;

/** One more of a good; a full basket or a full line stays as it is. */
export function addGood(basket: Basket, good: Good): Basket {
  const line = basket.find((each) => each.good.id === good.id);
  if (line) return setQuantity(basket, good.id, line.quantity + 1);
  return basket.length >= LINES_MAX ? basket : [...basket, { good, quantity: 1 }];
}

/** Sets a quantity, held within 1 and `QUANTITY_MAX`. Taking the line away is another wish: `removeLine`. */
export function setQuantity(basket: Basket, goodId: string, quantity: number): Basket {
  const held = Number.isFinite(quantity) ? Math.min(QUANTITY_MAX, Math.max(1, Math.trunc(quantity))) : 1;
  return basket.map((line) => (line.good.id === goodId ? { ...line, quantity: held } : line));
}

export function removeLine(basket: Basket, goodId: string): { basket: Basket; removed: RemovedLine | null } {
  const index = basket.findIndex((line) => line.good.id === goodId);
  const line = basket[index];
  if (!line) return { basket, removed: null };
  return { basket: basket.filter((each) => each !== line), removed: { line, index } };
}

/** Undoes a removal. Where the good came back meanwhile, the quantities are put together. */
export function restoreLine(basket: Basket, { line, index }: RemovedLine): Basket {
  const again = basket.find((each) => each.good.id === line.good.id);
  if (again) return setQuantity(basket, line.good.id, again.quantity + line.quantity);
  return basket.toSpliced(index, 0, line);
}

export function lineAmount(line: BasketLine): Fen {
  return timesFen(line.good.priceFen, line.quantity);
}

export function basketPrice(basket: Basket): Fen {
  return addFen(...basket.map(lineAmount));
}

/** The down payment of a quick button: a share of the price in basis points. */
export function downPaymentShare(priceFen: Fen, shareBps: number): Fen {
  return shareOf(priceFen, shareBps);
}

export type DownPayment =
  { ok: true; downPaymentFen: Fen; principalFen: Fen } | { ok: false; problem: 'not-an-amount' | 'not-below-price' };

/** Reads the down payment as typed; an empty field is none. It must leave something to be financed. */
export function readDownPayment(typed: string, priceFen: Fen): DownPayment {
  const downPaymentFen = parseYuan(typed.trim() === '' ? '0' : typed);
  if (downPaymentFen === null) return { ok: false, problem: 'not-an-amount' };
  if (priceFen > 0 && downPaymentFen >= priceFen) return { ok: false, problem: 'not-below-price' };
  return { ok: true, downPaymentFen, principalFen: subtractFen(priceFen, downPaymentFen) };
}
