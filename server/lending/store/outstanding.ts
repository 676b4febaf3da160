import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { Tx } from '#server/platform/database.ts';

/** Which loans, and as of when: an instant of posting, a day of value, one lender; null for all. */
export interface PrincipalQuestion {
  at: number | null;
  valueOn: CalendarDate | null;
  lenderId: string | null;
}

/** Principal owed by the loans' own account, as it was: the last version of each line that was not taken back by then. */
export async function outstandingPrincipal(tx: Tx, { at, valueOn, lenderId }: PrincipalQuestion): Promise<Fen> {
  const [row] = await tx.rows<{ principal: Fen }>(
    `select coalesce(sum(t.principal_change_fen), 0)::bigint as principal
       from (select distinct on (loan_id, n) loan_id, n, value_on, principal_change_fen
               from lending.transactions where $1::bigint is null or posted_at <= $1
              order by loan_id, n, version desc) as t
       join lending.servicing s on s.loan_id = t.loan_id
      where ($2::date is null or t.value_on <= $2) and ($3::uuid is null or s.lender_id = $3)
        and not exists (select from lending.reversals r
                         where r.loan_id = t.loan_id and r.n = t.n and ($1::bigint is null or r.posted_at <= $1))`,
    [at, valueOn, lenderId],
  );
  if (!row) throw new Error('A sum always gives a row.');
  return row.principal;
}
