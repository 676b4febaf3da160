import type { Tx } from '#server/platform/database.ts';
import type { SealedContent } from '../chain/link.ts';

/** Any number, the same for all sealers of this database. */
const LOCK = 7_202_611_80;

/** True for the one sealer, until the end of its transaction. */
export async function holdSeal(tx: Tx): Promise<boolean> {
  const [row] = await tx.rows<{ held: boolean }>('select pg_try_advisory_xact_lock($1) as held', [LOCK]);
  return row?.held === true;
}

/** The last place that is taken; `xact` and `seq` say which transactions come after it. */
export interface Head {
  position: number;
  hash: string;
  xact: string;
  seq: number;
}

export async function selectHead(tx: Tx): Promise<Head | null> {
  const [row] = await tx.rows<Head>(
    `select c.position, encode(c.hash, 'hex') as hash, t.xact::text as xact, t.seq
       from ledger.chain c join ledger.transactions t on t.id = c.transaction_id order by c.position desc limit 1`,
    [],
    'chain-head',
  );
  return row ?? null;
}

const CONTENT = `t.id, t.kind, t.reference, t.subject_id as "subjectId", t.book_id as "bookId",
  t.value_on as "valueOn", t.booked_on as "bookedOn", t.posted_at as "postedAt", t.reverses_id as "reversesId",
  (select coalesce(json_agg(json_build_array(n, account, party_id, party_kind, merchant_id, side, amount_fen, purpose)
            order by n), '[]')
     from ledger.entries e where e.transaction_id = t.id) as entries`;

/**
 * The next transactions without a place, in order of their writing. Below the oldest running transaction nothing can
 * come any more, so nothing that commits late is passed by.
 */
export async function selectUnsealed(tx: Tx, head: Head | null, limit: number): Promise<SealedContent[]> {
  return tx.rows<SealedContent>(
    `select ${CONTENT} from ledger.transactions t
      where (t.xact, t.seq) > ($1::xid8, $2::bigint) and t.xact < pg_snapshot_xmin(pg_current_snapshot())
      order by t.xact, t.seq limit $3`,
    [head?.xact ?? '0', head?.seq ?? 0, limit],
    'chain-unsealed',
  );
}

export interface LinkRow {
  position: number;
  transactionId: string;
  hash: string;
}

export async function insertLinks(tx: Tx, links: readonly LinkRow[], sealedAt: number): Promise<void> {
  await tx.rows(
    `insert into ledger.chain (position, transaction_id, hash, sealed_at)
     select position, id, decode(hash, 'hex'), $1 from unnest($2::bigint[], $3::uuid[], $4::text[])
         as l (position, id, hash)`,
    [
      sealedAt,
      links.map(({ position }) => position),
      links.map(({ transactionId }) => transactionId),
      links.map(({ hash }) => hash),
    ],
    'chain-insert',
  );
}

/** Places of the chain with what stands in the books at each; `id` is null where the transaction is gone. */
export async function selectLinks(
  tx: Tx,
  after: number,
  limit: number,
): Promise<{ position: number; hash: string; content: SealedContent | null }[]> {
  const rows = await tx.rows<{ position: number; hash: string } & Omit<SealedContent, 'id'> & { id: string | null }>(
    `select c.position, encode(c.hash, 'hex') as hash, ${CONTENT}
       from ledger.chain c left join ledger.transactions t on t.id = c.transaction_id
      where c.position > $1 order by c.position limit $2`,
    [after, limit],
    'chain-links',
  );
  return rows.map(({ position, hash, id, ...content }) => ({
    position,
    hash,
    content: id === null ? null : { id, ...content },
  }));
}

/** The place of the first sealed transaction that one without a place ought to stand before; null where there is none. */
export async function selectPassedOver(tx: Tx): Promise<number | null> {
  const [row] = await tx.rows<{ position: number }>(
    `select next.position
       from ledger.transactions t
       left join ledger.chain c on c.transaction_id = t.id
      cross join lateral (
        select later.position from ledger.chain later join ledger.transactions l on l.id = later.transaction_id
         where (l.xact, l.seq) > (t.xact, t.seq) order by later.position limit 1
      ) as next
      where c.position is null order by t.xact, t.seq limit 1`,
  );
  return row?.position ?? null;
}
