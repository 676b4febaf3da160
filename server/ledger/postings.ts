import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Fen } from '#shared/money/fen.ts';
import { HOUSE, houseBook, lenderBook, storeParty, type Entry, type Posting } from './model.ts';

/**
 * Goods handed over: the lender owes us the principal, we owe the store the sale less our fee. In its gross parts, so that
 * the settlement can be read from the entries.
 */
export function goodsDelivered(fact: {
  orderId: string;
  loanId: string;
  lender: { id: string; name: string };
  store: { id: string; name: string; merchantId: string };
  grossFen: Fen;
  feeFen: Fen;
  deliveredOn: CalendarDate;
  bookedOn: CalendarDate;
}): Posting {
  const { grossFen, feeFen } = fact;
  const store = storeParty(fact.store);
  const entries: Entry[] = [
    {
      account: '1221',
      party: lenderBook(fact.lender),
      side: 'debit',
      amountFen: grossFen,
      purpose: 'current-account',
    },
    { account: '2202', party: store, side: 'credit', amountFen: grossFen, purpose: 'sale' },
    { account: '2202', party: store, side: 'debit', amountFen: feeFen, purpose: 'service-fee' },
    { account: '6021', party: HOUSE, side: 'credit', amountFen: feeFen, purpose: 'service-fee' },
  ];
  return {
    kind: 'goods-delivered',
    reference: fact.orderId,
    subjectId: fact.loanId,
    book: houseBook(),
    valueOn: fact.deliveredOn,
    bookedOn: fact.bookedOn,
    // A merchant without a fee has no entry of nothing.
    entries: entries.filter(({ amountFen }) => amountFen !== 0),
  };
}
