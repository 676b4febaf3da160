import { addFen, fen, subtractFen, ZERO_FEN, type Fen } from '#shared/money/fen.ts';
import type { CalendarDate } from '#shared/calendar/date.ts';
import { hashOf } from '#shared/wire/hash.ts';

/**
 * What a business fact means in the books. Money we pass on for lenders stands in the agency accounts; an amount is
 * always positive and its side says which way it goes. Nothing is ever edited: a mistake gets a counter-entry.
 */
export type AccountCode = '1221' | '1321' | '2202' | '2314' | '6021';
export type PartyKind = 'lender' | 'merchant' | 'loan' | 'house';
export interface Party {
  id: string;
  kind: PartyKind;
  /** A firm's name or a contract's number: never a person's. */
  name: string;
}
export interface Entry {
  account: AccountCode;
  party: Party;
  side: 'debit' | 'credit';
  amountFen: Fen;
}
/** One business fact; `kind` and `subjectId` together happen once. */
export interface Posting {
  kind: 'loan-booked' | 'goods-delivered';
  subjectId: string;
  valueOn: CalendarDate;
  entries: readonly Entry[];
}

/** Ourselves, as a party. */
export const HOUSE: Party = { id: '00000000-0000-7000-8000-000000000001', kind: 'house', name: '' };

interface Firm {
  id: string;
  name: string;
}

/** A signed contract: the principal is entrusted to us by the lender, and owed by the shopper. */
export function loanBooked(fact: {
  loanId: string;
  contractNumber: string;
  lender: Firm;
  principalFen: Fen;
  bookedOn: CalendarDate;
}): Posting {
  const loan: Party = { id: fact.loanId, kind: 'loan', name: fact.contractNumber };
  const lender: Party = { ...fact.lender, kind: 'lender' };
  return {
    kind: 'loan-booked',
    subjectId: fact.loanId,
    valueOn: fact.bookedOn,
    entries: [
      { account: '1321', party: loan, side: 'debit', amountFen: fact.principalFen },
      { account: '2314', party: lender, side: 'credit', amountFen: fact.principalFen },
    ],
  };
}

/** Goods handed over: the lender owes us the principal, we owe the merchant what is left after our fee. */
export function goodsDelivered(fact: {
  orderId: string;
  lender: Firm;
  merchant: Firm;
  grossFen: Fen;
  feeFen: Fen;
  deliveredOn: CalendarDate;
}): Posting {
  const netFen = subtractFen(fact.grossFen, fact.feeFen);
  const entries: Entry[] = [
    { account: '1221', party: { ...fact.lender, kind: 'lender' }, side: 'debit', amountFen: fact.grossFen },
    { account: '2202', party: { ...fact.merchant, kind: 'merchant' }, side: 'credit', amountFen: netFen },
    { account: '6021', party: HOUSE, side: 'credit', amountFen: fact.feeFen },
  ];
  return {
    kind: 'goods-delivered',
    subjectId: fact.orderId,
    valueOn: fact.deliveredOn,
    // A merchant without a fee, or one whose fee takes all, has no entry of nothing.
    entries: entries.filter((entry) => entry.amountFen !== 0),
  };
}

/** Debits minus credits: zero in every posting that may be booked. */
export function imbalanceOf(entries: readonly Entry[]): Fen {
  return entries.reduce(
    (sum, { side, amountFen }) => (side === 'debit' ? addFen(sum, amountFen) : subtractFen(sum, amountFen)),
    ZERO_FEN,
  );
}

/** True for what may enter the books: two sides, equal, each amount positive. */
export function isBookable(posting: Posting): boolean {
  return (
    posting.entries.length >= 2 &&
    posting.entries.every(({ amountFen }) => amountFen > 0) &&
    imbalanceOf(posting.entries) === 0
  );
}

export function contentHash(posting: Posting): string {
  return hashOf({
    valueOn: posting.valueOn,
    entries: posting.entries.map(({ account, party, side, amountFen }) => [account, party.id, side, amountFen]),
  });
}

/** A balance on the side where it stands. */
export function sided(balanceFen: number): { debitFen: Fen; creditFen: Fen } {
  return { debitFen: fen(Math.max(balanceFen, 0)), creditFen: fen(Math.max(-balanceFen, 0)) };
}
