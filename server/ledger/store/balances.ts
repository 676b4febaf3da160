import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { Tx } from '#server/platform/database.ts';
import type { AccountCode } from '../accounts.ts';
import type { PartyKind } from '../model.ts';

/** Which entries count: those posted up to an instant, those that count up to a day, those of one book. */
export interface Slice {
  at: number | null;
  valueOn: CalendarDate | null;
  bookId: string | null;
}

const SIGNED = `case e.side when 'debit' then e.amount_fen else -e.amount_fen end`;
const IN_SLICE = `($1::bigint is null or t.posted_at <= $1) and ($2::date is null or t.value_on <= $2)
  and ($3::uuid is null or t.book_id = $3)`;
const NAME = (id: string) => `(select name from ledger.parties p where p.id = ${id} order by seq limit 1)`;

export interface BalanceRow {
  book: string;
  account: AccountCode;
  partyKind: PartyKind;
  party: string | null;
  /** How many parties the row stands for. */
  parties: number;
  /** Debits minus credits. */
  balanceFen: Fen;
}

/** One row per book, account and party that has a balance; all loans of an account together, as they are many. */
export async function balances(tx: Tx, { at, valueOn, bookId }: Slice): Promise<BalanceRow[]> {
  return tx.rows<BalanceRow>(
    `select ${NAME('book_id')} as book, account, party_kind as "partyKind", ${NAME('party_id')} as party, parties,
            balance as "balanceFen"
       from (
         select t.book_id, e.account, e.party_kind, case when e.party_kind <> 'loan' then e.party_id end as party_id,
                count(distinct e.party_id)::bigint as parties, sum(${SIGNED})::bigint as balance
           from ledger.entries e join ledger.transactions t on t.id = e.transaction_id
          where ${IN_SLICE}
          group by 1, 2, 3, 4
         having sum(${SIGNED}) <> 0
       ) as sums
      order by book_id, account, party`,
    [at, valueOn, bookId],
  );
}

/** How many transactions have unequal sides: always none, and asked for nevertheless. */
export async function unbalancedTransactions(tx: Tx, { at, valueOn, bookId }: Slice): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    `select count(*)::bigint as count from (
       select t.id from ledger.transactions t left join ledger.entries e on e.transaction_id = t.id
        where ${IN_SLICE}
        group by t.id
       having coalesce(sum(${SIGNED}), 0) <> 0 or count(e.n) <> t.entry_count
     ) as wrong`,
    [at, valueOn, bookId],
  );
  return row?.count ?? 0;
}

export interface BookRow {
  id: string;
  name: string;
}

/** The house's book first, then the lenders'. */
export async function selectBooks(tx: Tx): Promise<BookRow[]> {
  return tx.rows<BookRow>(
    `select id, name from (
       select distinct on (id) id, name, kind from ledger.parties where kind in ('house', 'lender') order by id, seq
     ) as books order by kind, name`,
  );
}

export interface BalanceQuestion {
  bookId?: string;
  account: AccountCode;
  partyId?: string;
  at?: number;
  valueOn?: CalendarDate;
}

/** Debits minus credits of an account: of one party and book where they are named, up to an instant or a day. */
export async function balanceOf(tx: Tx, asked: BalanceQuestion): Promise<Fen> {
  const [row] = await tx.rows<{ balance: Fen }>(
    `select coalesce(sum(${SIGNED}), 0)::bigint as balance
       from ledger.entries e join ledger.transactions t on t.id = e.transaction_id
      where ${IN_SLICE} and e.account = $4 and ($5::uuid is null or e.party_id = $5)`,
    [asked.at ?? null, asked.valueOn ?? null, asked.bookId ?? null, asked.account, asked.partyId ?? null],
  );
  if (!row) throw new Error('A sum always gives a row.');
  return row.balance;
}

export interface ReconciliationRow {
  lenderId: string;
  lender: string;
  /** 1221 of the lender in the house's book, debits minus credits. */
  houseFen: Fen;
  /** 3001 in the lender's book, credits minus debits. */
  lenderFen: Fen;
  /** 1303 in the lender's book. */
  loansFen: Fen;
}

/** Per lender what both books say about the current account between them. */
export async function lenderSides(tx: Tx, houseId: string, at: number | null): Promise<ReconciliationRow[]> {
  return tx.rows<ReconciliationRow>(
    `select lender_id as "lenderId", ${NAME('lender_id')} as lender, house as "houseFen", lender as "lenderFen",
            loans as "loansFen"
       from (
         select case when t.book_id = $1 then e.party_id else t.book_id end as lender_id,
                coalesce(sum(${SIGNED}) filter (where e.account = '1221'), 0)::bigint as house,
                coalesce(-sum(${SIGNED}) filter (where e.account = '3001'), 0)::bigint as lender,
                coalesce(sum(${SIGNED}) filter (where e.account = '1303'), 0)::bigint as loans
           from ledger.entries e join ledger.transactions t on t.id = e.transaction_id
          where ($2::bigint is null or t.posted_at <= $2)
            and (t.book_id = $1 and e.account = '1221' or t.book_id <> $1 and e.account in ('3001', '1303'))
          group by 1
       ) as sides
      order by 2`,
    [houseId, at],
  );
}
