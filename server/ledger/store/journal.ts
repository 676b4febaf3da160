import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { Tx } from '#server/platform/database.ts';
import type { AccountCode } from '../accounts.ts';
import type { PostingKind, Purpose } from '../model.ts';

export interface JournalRow {
  id: string;
  position: number | null;
  kind: PostingKind;
  reference: string;
  book: string;
  valueOn: CalendarDate;
  bookedOn: CalendarDate;
  postedAt: number;
  reversesId: string | null;
  entries: { account: AccountCode; party: string; purpose: Purpose; side: 'debit' | 'credit'; amountFen: Fen }[];
}

/** Postings about one subject, in the order of the chain. */
export async function selectJournal(tx: Tx, subjectId: string): Promise<JournalRow[]> {
  return tx.rows<JournalRow>(
    `select t.id, c.position, t.kind, t.reference, b.name as book, t.value_on as "valueOn", t.booked_on as "bookedOn",
            t.posted_at as "postedAt", t.reverses_id as "reversesId", e.entries
       from ledger.transactions t
       left join ledger.chain c on c.transaction_id = t.id
      cross join lateral (select name from ledger.parties where id = t.book_id order by seq limit 1) as b
      cross join lateral (
        select json_agg(json_build_object('account', e.account, 'party', p.name, 'purpose', e.purpose, 'side', e.side,
                 'amountFen', e.amount_fen) order by e.n) as entries
          from ledger.entries e
         cross join lateral (select name from ledger.parties where id = e.party_id order by seq limit 1) as p
         where e.transaction_id = t.id
      ) as e
      where t.subject_id = $1
      order by t.xact, t.seq`,
    [subjectId],
    'ledger-journal',
  );
}
