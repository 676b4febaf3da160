import { addFen, fen, subtractFen, ZERO_FEN, type Fen } from '#shared/money/fen.ts';
import type { CalendarDate } from '#shared/calendar/date.ts';
import { canonicalJson } from '#shared/wire/hash.ts';
import type { AccountCode } from './accounts.ts';

/** What stands in the books. An amount is always positive and its side says which way it goes; nothing is ever edited. */
export const PARTY_KINDS = ['lender', 'merchant', 'store', 'loan', 'house'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];
export interface Party {
  id: string;
  kind: PartyKind;
  /** A firm's or store's name or a contract's number: never a person's. */
  name: string;
  /** Of a store: its merchant. */
  parentId?: string;
}

/** What an entry is for: the answer to "why this amount", finer than its account. */
export const PURPOSES = [
  'principal',
  'interest',
  'charges',
  'sale',
  'service-fee',
  'refund',
  'fee-return',
  'collection',
  'payout',
  'accrual',
  'overpayment',
  'loss',
  'goodwill',
  'recovery',
  'current-account',
] as const;
export type Purpose = (typeof PURPOSES)[number];

export interface Entry {
  account: AccountCode;
  party: Party;
  side: 'debit' | 'credit';
  amountFen: Fen;
  purpose: Purpose;
}

/**
 * `loan-booked` was posted at signing until deliveries moved the principal; its entries stay. `loan-transaction`: a
 * transaction of a loan in its lender's book. `money-passed-on`: what the same one moves in the house's book. `accrual`:
 * income earned day by day.
 */
export const POSTING_KINDS = [
  'loan-booked',
  'goods-delivered',
  'loan-transaction',
  'money-passed-on',
  'accrual',
] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

/** One business fact in one book; `kind` and `reference` together happen once. */
export interface Posting {
  kind: PostingKind;
  reference: string;
  /** The loan that it is about. */
  subjectId: string;
  /** In whose book: `houseBook()` or `lenderBook(lender)`. */
  book: Party;
  /** The day on which it counts. */
  valueOn: CalendarDate;
  /** The business day on which it was entered. */
  bookedOn: CalendarDate;
  entries: readonly Entry[];
}

/** Ourselves, as a party. */
export const HOUSE: Party = { id: '00000000-0000-7000-8000-000000000001', kind: 'house', name: '掌柜分期' };

export function houseBook(): Party {
  return HOUSE;
}

export function lenderBook({ id, name }: { id: string; name: string }): Party {
  return { id, name, kind: 'lender' };
}

export function storeParty(store: { id: string; name: string; merchantId: string }): Party {
  return { id: store.id, name: store.name, kind: 'store', parentId: store.merchantId };
}

/** Whose account a merchant's own eyes may see: its own, and those of its stores. */
export function merchantOf({ id, kind, parentId }: Party): string | null {
  if (kind === 'merchant') return id;
  return kind === 'store' ? (parentId ?? null) : null;
}

/** Debits minus credits: zero in every posting that may be booked. */
export function imbalanceOf(entries: readonly Pick<Entry, 'side' | 'amountFen'>[]): Fen {
  return entries.reduce(
    (sum, { side, amountFen }) => (side === 'debit' ? addFen(sum, amountFen) : subtractFen(sum, amountFen)),
    ZERO_FEN,
  );
}

/** True for what may enter the books: two sides, equal, each amount positive; a store has its merchant. */
export function isBookable({ entries }: Pick<Posting, 'entries'>): boolean {
  return (
    entries.length >= 2 &&
    entries.every(
      ({ amountFen, party }) => amountFen > 0 && (party.kind !== 'store' || party.parentId !== undefined),
    ) &&
    imbalanceOf(entries) === 0
  );
}

/** What makes two postings the same: everything but when and under which id they were written. */
export interface Content {
  kind: PostingKind;
  reference: string;
  subjectId: string;
  bookId: string;
  valueOn: CalendarDate;
  bookedOn: CalendarDate;
  entries: readonly ContentEntry[];
}
export interface ContentEntry {
  account: AccountCode;
  partyId: string;
  partyKind: PartyKind;
  merchantId: string | null;
  side: 'debit' | 'credit';
  amountFen: number;
  purpose: Purpose;
}

export function contentOf(posting: Posting): Content {
  const { kind, reference, subjectId, book, valueOn, bookedOn, entries } = posting;
  return { kind, reference, subjectId, bookId: book.id, valueOn, bookedOn, entries: entries.map(entryContent) };
}

function entryContent({ account, party, side, amountFen, purpose }: Entry): ContentEntry {
  const merchantId = merchantOf(party);
  return { account, partyId: party.id, partyKind: party.kind, merchantId, side, amountFen, purpose };
}

export function isSameContent(one: Content, other: Content): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/** A balance on the side where it stands. */
export function sided(balanceFen: number): { debitFen: Fen; creditFen: Fen } {
  return { debitFen: fen(Math.max(balanceFen, 0)), creditFen: fen(Math.max(-balanceFen, 0)) };
}
