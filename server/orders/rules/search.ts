import { parseYuan, type Fen } from '#shared/money/fen.ts';

/** How a text typed into the search for orders may be meant; an order found by any of them is shown. */
export interface OrderSearch {
  /** Part of a number (D-1122-0007) or of an application's reference, as typed. */
  part: string;
  /** Four digits: the end of the shopper's phone number. */
  phoneEnd: string | null;
  /** A price, down payment or principal, typed in yuan. */
  amountFen: Fen | null;
}

/** Null where nothing is searched for. */
export function readOrderSearch(text: string): OrderSearch | null {
  const typed = text.trim();
  if (typed === '') return null;
  return {
    part: typed.toUpperCase(),
    phoneEnd: /^\d{4}$/.test(typed) ? typed : null,
    amountFen: parseYuan(typed.replace(/^[¥￥]/, '')),
  };
}
