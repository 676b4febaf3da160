import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { Tx } from '#server/platform/database.ts';

/** What a merchant is owed, as its own entries say. All of it in the merchant's scope. */

/** One posting on the merchant's account: a sale, or a refund that makes less of it (amounts below zero). */
export interface MerchantLine {
  id: string;
  loanId: string;
  kind: 'sale' | 'refund';
  bookedOn: CalendarDate;
  postedAt: number;
  grossFen: Fen;
  feeFen: Fen;
}

const GROSS = `coalesce(sum(case side when 'credit' then amount_fen else -amount_fen end)
  filter (where purpose in ('sale', 'refund')), 0)::bigint`;
const FEE = `coalesce(sum(case side when 'debit' then amount_fen else -amount_fen end)
  filter (where purpose in ('service-fee', 'fee-return')), 0)::bigint`;
const LINE = `transaction_id as id, loan_id as "loanId",
  case when kind = 'goods-delivered' then 'sale' else 'refund' end as kind, booked_on as "bookedOn",
  posted_at as "postedAt", ${GROSS} as "grossFen", ${FEE} as "feeFen"`;
const BY_LINE = 'group by transaction_id, loan_id, kind, booked_on, posted_at';

/** Newest first; `before` is the id of the last line of the page before. */
export async function merchantLines(
  tx: Tx,
  { before, limit }: { before: string | null; limit: number },
): Promise<MerchantLine[]> {
  return tx.rows<MerchantLine>(
    `select ${LINE} from ledger.merchant_entries where $1::uuid is null or transaction_id < $1::uuid
      ${BY_LINE} order by transaction_id desc limit $2`,
    [before, limit],
    'merchant-lines',
  );
}

/** The lines of one loan, oldest first. */
export async function merchantLinesOf(tx: Tx, loanId: string): Promise<MerchantLine[]> {
  return tx.rows<MerchantLine>(
    `select ${LINE} from ledger.merchant_entries where loan_id = $1 ${BY_LINE} order by transaction_id`,
    [loanId],
    'merchant-lines-of',
  );
}

/** Sums of the lines booked since a day, and the day of the first of them; null for all. */
export async function merchantTotals(
  tx: Tx,
  since: CalendarDate | null,
): Promise<{ count: number; grossFen: Fen; feeFen: Fen; firstOn: CalendarDate | null }> {
  const [row] = await tx.rows<{ count: number; grossFen: Fen; feeFen: Fen; firstOn: CalendarDate | null }>(
    `select count(distinct transaction_id)::bigint as count, ${GROSS} as "grossFen", ${FEE} as "feeFen",
            min(booked_on) as "firstOn"
       from ledger.merchant_entries where $1::date is null or booked_on >= $1::date`,
    [since],
    'merchant-totals',
  );
  if (!row) throw new Error('Sums always give a row.');
  return row;
}
