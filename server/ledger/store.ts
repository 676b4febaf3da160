import type { Tx } from '#server/platform/database.ts';
import type { AccountCode, Entry, PartyKind, Posting } from './model.ts';

/** False where the same fact is in the books already. */
export async function insertTransaction(
  tx: Tx,
  row: { id: string; posting: Posting; contentHash: string; postedAt: number },
): Promise<boolean> {
  const inserted = await tx.rows(
    `insert into ledger.transactions (id, kind, subject_id, content_hash, value_on, posted_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (kind, subject_id) do nothing returning id`,
    [row.id, row.posting.kind, row.posting.subjectId, row.contentHash, row.posting.valueOn, row.postedAt],
    'ledger-transaction',
  );
  return inserted.length === 1;
}

export async function contentHashOf(tx: Tx, posting: Posting): Promise<string | null> {
  const [row] = await tx.rows<{ content_hash: string }>(
    'select content_hash from ledger.transactions where kind = $1 and subject_id = $2',
    [posting.kind, posting.subjectId],
  );
  return row?.content_hash ?? null;
}

/** Parties and entries in one statement; the foreign keys are checked at its end. */
export async function insertEntries(tx: Tx, transactionId: string, entries: readonly Entry[]): Promise<void> {
  await tx.rows(
    `with known as (
       insert into ledger.parties (id, kind, name)
       select distinct on (id) id, kind, name from unnest($2::uuid[], $3::text[], $4::text[]) as p (id, kind, name)
       on conflict (id) do nothing
     )
     insert into ledger.entries (transaction_id, n, account, party_id, side, amount_fen)
     select $1, n, account, party_id, side, amount_fen
       from unnest($2::uuid[], $5::text[], $6::text[], $7::bigint[]) with ordinality
         as e (party_id, account, side, amount_fen, n)`,
    [
      transactionId,
      entries.map(({ party }) => party.id),
      entries.map(({ party }) => party.kind),
      entries.map(({ party }) => party.name),
      entries.map(({ account }) => account),
      entries.map(({ side }) => side),
      entries.map(({ amountFen }) => amountFen),
    ],
    'ledger-entries',
  );
}

export interface BalanceRow {
  account: AccountCode;
  party_kind: PartyKind;
  party_name: string;
  /** How many parties the row stands for. */
  parties: number;
  /** Debits minus credits. */
  balance_fen: number;
}

/** One row per account and party; all loans of an account together, as they are many. */
export async function balances(tx: Tx): Promise<BalanceRow[]> {
  return tx.rows<BalanceRow>(
    `select e.account, p.kind as party_kind, case when p.kind = 'loan' then '' else p.name end as party_name,
            count(distinct p.id)::bigint as parties,
            sum(case e.side when 'debit' then e.amount_fen else -e.amount_fen end)::bigint as balance_fen
       from ledger.entries e join ledger.parties p on p.id = e.party_id
      group by 1, 2, 3, case when p.kind = 'loan' then null else p.id end
      order by 1, 3`,
  );
}

/** How many transactions have unequal sides: always none, and asked for nevertheless. */
export async function unbalancedTransactions(tx: Tx): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    `select count(*)::bigint as count from (
       select t.id from ledger.transactions t left join ledger.entries e on e.transaction_id = t.id
        group by t.id
       having coalesce(sum(case e.side when 'debit' then e.amount_fen else -e.amount_fen end), 0) <> 0 or count(e.n) < 2
     ) as wrong`,
  );
  return row?.count ?? 0;
}
