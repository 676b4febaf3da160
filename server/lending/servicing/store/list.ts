import type { LoanStatus, OverdueBucket } from '#shared/lending/servicing/standing.ts';
import type { LoanSummary } from '#shared/wire/loans.ts';
import type { Tx } from '#server/platform/database.ts';

export interface LoanQuery {
  /** A part of contract number, reference or the order's number, lower case; empty for all. */
  part: string;
  status: LoanStatus | null;
  bucket: OverdueBucket | null;
  /** Loans older than this one; ids are UUIDv7, so their order is that of time. */
  before: string | null;
  limit: number;
}

export type ListedLoan = Omit<LoanSummary, 'bookedOn'> & { bookedAt: number };

/** The loans of the transaction's scope, newest first, as their last command or close of business left them. */
export function selectLoans(tx: Tx, { part, status, bucket, before, limit }: LoanQuery): Promise<ListedLoan[]> {
  return tx.rows<{ [K in keyof ListedLoan]: ListedLoan[K] }>(
    `select l.id, l.order_id as "orderId", l.contract_number as "contractNumber", l.reference, l.summary, l.store,
            l.merchant, l.lender, l.shopper_masked as "shopperMasked", s.status, s.bucket, s.category,
            s.days_overdue as "daysOverdue", l.booked_at as "bookedAt", l.terms, l.principal_fen as "principalFen",
            s.outstanding_fen as "outstandingFen", s.next_due_on as "nextDueOn", s.due_fen as "dueFen"
       from lending.servicing s join lending.loans l on l.id = s.loan_id
      where ($1::text is null or l.search_text like $1) and ($2::text is null or s.status = $2)
        and ($3::text is null or s.bucket = $3) and ($4::uuid is null or s.loan_id < $4)
      order by s.loan_id desc limit $5`,
    [part === '' ? null : containing(part), status, bucket, before, limit],
  );
}

function containing(part: string): string {
  return `%${part.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
