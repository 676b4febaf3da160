import type { Tx } from '#server/platform/database.ts';
import type { LoanRow } from '../../store/loans.ts';

export type UnservicedLoan = Pick<LoanRow, 'id' | 'orderId' | 'merchantId' | 'lenderId' | 'plan' | 'bookedAt'>;

/** Any number, the same for all programs that take loans into servicing. */
const LOCK = 7_202_611_81;

/** Loans without servicing, oldest first; one program at a time, until the end of its transaction. */
export async function takeUnserviced(tx: Tx, limit: number): Promise<UnservicedLoan[]> {
  await tx.rows('select pg_advisory_xact_lock($1)', [LOCK]);
  return tx.rows<{ [K in keyof UnservicedLoan]: UnservicedLoan[K] }>(
    `select l.id, l.order_id as "orderId", l.merchant_id as "merchantId", l.lender_id as "lenderId", l.plan,
            l.booked_at as "bookedAt"
       from lending.loans l
      where not exists (select from lending.servicing s where s.loan_id = l.id)
      order by l.id limit $1`,
    [limit],
  );
}
