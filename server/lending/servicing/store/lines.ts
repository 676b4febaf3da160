import type { LoanTransaction } from '#shared/wire/loans.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Line } from '../rules/lines.ts';

/** What is kept of a line of a loan's book, besides the command that entered it. */
export type LineRow = Omit<Line, 'transaction' | 'isReversed'> & { actor: string; note: string };

/** Every version of every line, by number and version; a line that was taken back is marked in each. */
export function selectLines(tx: Tx, loanId: string): Promise<Omit<LoanTransaction, 'isReplaced'>[]> {
  return tx.rows<{ [K in keyof Omit<LoanTransaction, 'isReplaced'>]: LoanTransaction[K] }>(
    `select t.n, t.version, t.kind, t.value_on as "valueOn", t.booked_on as "bookedOn", t.posted_at as "postedAt",
            t.actor, t.note, t.amount_fen as "amountFen", t.principal_fen as "principalFen",
            t.interest_fen as "interestFen", t.fee_fen as "feeFen", t.penalty_fen as "penaltyFen",
            t.overpaid_fen as "overpaidFen", t.balance_fen as "balanceFen", t.of, r.n is not null as "isReversed"
       from lending.transactions t left join lending.reversals r on r.loan_id = t.loan_id and r.n = t.n
      where t.loan_id = $1 order by t.n, t.version`,
    [loanId],
    'lending-lines',
  );
}
