import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Tx } from '#server/platform/database.ts';
import { merchantOf, type Content, type ContentEntry, type Party, type Posting, type PostingKind } from '../model.ts';

/**
 * Writes postings with their parties and entries in one statement; foreign keys are checked at its end. Gives back the
 * ids of those that were new: a kind and reference that is there already is left as it is.
 */
export async function insertPostings(
  tx: Tx,
  postings: readonly { id: string; posting: Posting }[],
  postedAt: number,
): Promise<Set<string>> {
  const entries = postings.flatMap(({ id, posting }) =>
    posting.entries.map((entry, index) => ({ ...entry, id, n: index + 1, of: posting.entries.length })),
  );
  const parties = distinctParties([
    ...entries.map(({ party }) => party),
    ...postings.map(({ posting }) => posting.book),
  ]);
  const made = await tx.rows<{ id: string }>(
    `with made as (
       insert into ledger.transactions
         (id, kind, reference, subject_id, book_id, value_on, booked_on, posted_at, entry_count)
       select id, kind, reference, subject_id, book_id, value_on, booked_on, $1, entry_count
         from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::date[], $8::date[], $9::smallint[])
           as p (id, kind, reference, subject_id, book_id, value_on, booked_on, entry_count)
       on conflict (kind, reference) do nothing returning id
     ), named as (
       insert into ledger.parties (id, kind, name, parent_id)
       select id, kind, name, parent_id from unnest($10::uuid[], $11::text[], $12::text[], $13::uuid[])
           as p (id, kind, name, parent_id)
        where not exists (select from ledger.parties known where known.id = p.id)
     ), entered as (
       insert into ledger.entries
         (transaction_id, n, entry_count, account, party_id, party_kind, merchant_id, side, amount_fen, purpose)
       select e.* from unnest($14::uuid[], $15::integer[], $16::smallint[], $17::text[], $18::uuid[], $19::text[],
           $20::uuid[], $21::text[], $22::bigint[], $23::text[])
           as e (transaction_id, n, entry_count, account, party_id, party_kind, merchant_id, side, amount_fen, purpose)
         join made on made.id = e.transaction_id
     )
     select id from made`,
    [
      postedAt,
      postings.map(({ id }) => id),
      postings.map(({ posting }) => posting.kind),
      postings.map(({ posting }) => posting.reference),
      postings.map(({ posting }) => posting.subjectId),
      postings.map(({ posting }) => posting.book.id),
      postings.map(({ posting }) => posting.valueOn),
      postings.map(({ posting }) => posting.bookedOn),
      postings.map(({ posting }) => posting.entries.length),
      parties.map(({ id }) => id),
      parties.map(({ kind }) => kind),
      parties.map(({ name }) => name),
      parties.map(({ parentId }) => parentId ?? null),
      entries.map(({ id }) => id),
      entries.map(({ n }) => n),
      entries.map(({ of }) => of),
      entries.map(({ account }) => account),
      entries.map(({ party }) => party.id),
      entries.map(({ party }) => party.kind),
      entries.map(({ party }) => merchantOf(party)),
      entries.map(({ side }) => side),
      entries.map(({ amountFen }) => amountFen),
      entries.map(({ purpose }) => purpose),
    ],
    'ledger-post',
  );
  return new Set(made.map(({ id }) => id));
}

function distinctParties(parties: readonly Party[]): Party[] {
  return [...new Map(parties.map((party) => [party.id, party])).values()];
}

export interface ReversalRow {
  id: string;
  kind: PostingKind;
  reference: string;
  ownReference: string;
  bookedOn: CalendarDate;
  /** Null: the day on which the original counts. */
  valueOn: CalendarDate | null;
}

/** Writes counter-postings with their sides changed, in one statement; gives back the ids of those that were new. */
export async function insertReversals(
  tx: Tx,
  reversals: readonly ReversalRow[],
  postedAt: number,
): Promise<Set<string>> {
  const made = await tx.rows<{ id: string }>(
    `with made as (
       insert into ledger.transactions
         (id, kind, reference, subject_id, book_id, value_on, booked_on, posted_at, reverses_id, entry_count)
       select r.id, t.kind, r.own_reference, t.subject_id, t.book_id, coalesce(r.value_on, t.value_on), r.booked_on, $1,
              t.id, t.entry_count
         from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[], $7::date[])
           as r (id, kind, reference, own_reference, booked_on, value_on)
         join ledger.transactions t on t.kind = r.kind and t.reference = r.reference and t.reverses_id is null
       on conflict do nothing returning id, reverses_id
     ), entered as (
       insert into ledger.entries
         (transaction_id, n, entry_count, account, party_id, party_kind, merchant_id, side, amount_fen, purpose)
       select made.id, e.n, e.entry_count, e.account, e.party_id, e.party_kind, e.merchant_id,
              case e.side when 'debit' then 'credit' else 'debit' end, e.amount_fen, e.purpose
         from made join ledger.entries e on e.transaction_id = made.reverses_id
     )
     select id from made`,
    [
      postedAt,
      reversals.map(({ id }) => id),
      reversals.map(({ kind }) => kind),
      reversals.map(({ reference }) => reference),
      reversals.map(({ ownReference }) => ownReference),
      reversals.map(({ bookedOn }) => bookedOn),
      reversals.map(({ valueOn }) => valueOn),
    ],
    'ledger-reverse',
  );
  return new Set(made.map(({ id }) => id));
}

/** A transaction as it stands in the books; `reverses` is the reference of the one that it takes back. */
export interface StoredPosting extends Content {
  reverses: string | null;
}

export async function findPostings(
  tx: Tx,
  keys: readonly { kind: PostingKind; reference: string }[],
): Promise<StoredPosting[]> {
  return tx.rows<StoredPosting & { entries: ContentEntry[] }>(
    `select t.kind, t.reference, t.subject_id as "subjectId", t.book_id as "bookId", t.value_on as "valueOn",
            t.booked_on as "bookedOn", o.reference as reverses,
            (select json_agg(json_build_object('account', account, 'partyId', party_id, 'partyKind', party_kind,
                      'merchantId', merchant_id, 'side', side, 'amountFen', amount_fen, 'purpose', purpose) order by n)
               from ledger.entries e where e.transaction_id = t.id) as entries
       from unnest($1::text[], $2::text[]) as k (kind, reference)
       join ledger.transactions t on t.kind = k.kind and t.reference = k.reference
       left join ledger.transactions o on o.id = t.reverses_id`,
    [keys.map(({ kind }) => kind), keys.map(({ reference }) => reference)],
    'ledger-find',
  );
}
