import type { CalendarDate } from '#shared/calendar/date.ts';
import type { FrozenState, LoanStatus, OverdueBucket, ServicingTermsInput } from '#shared/lending/servicing/index.ts';
import type { Fen } from '#shared/money/fen.ts';
import type { Tx } from '#server/platform/database.ts';
import type { LoanBehind, LoanClosed, LoanSeen } from '../loan.ts';
import type { DayAhead } from '../look-ahead.ts';

/** With what it takes to reckon it. */
export type LookedAt = LoanBehind & { terms: ServicingTermsInput; state: FrozenState };

/** A loan that a run has taken: the day as it was foreseen, or else the loan itself. */
export type TakenLoan = (LoanBehind & { foreseen: DayAhead }) | (LookedAt & { foreseen: null });

/** Before delivery and in the end a loan earns nothing and needs no closing. */
const EARNING = `'disbursed', 'current', 'overdue'`;
const LOAN = `s.loan_id, s.merchant_id, l.contract_number, s.lender_id, l.lender, s.status, s.bucket, s.closed_till,
  s.accrued_interest_fen as interest_fen, s.accrued_fee_fen as fee_fen, s.accrued_penalty_fen as penalty_fen,
  s.outstanding_fen, s.due_fen`;

/** A foreseen day as it is stored: income in fen, days late, penalty of the day. */
type StoredDay = readonly [interestFen: Fen, feeFen: Fen, penaltyFen: Fen, daysOverdue: number, penaltyOfDayFen: Fen];

interface TakenRow {
  loan_id: string;
  merchant_id: string;
  contract_number: string;
  lender_id: string;
  lender: string;
  status: LoanStatus;
  bucket: OverdueBucket;
  closed_till: CalendarDate;
  interest_fen: Fen;
  fee_fen: Fen;
  penalty_fen: Fen;
  outstanding_fen: Fen;
  due_fen: Fen;
  foreseen: StoredDay | null;
  terms: ServicingTermsInput;
  state: FrozenState;
}

export interface Taking {
  /** The business day up to which loans are closed. */
  till: CalendarDate;
  /** Whose failures are not tried again. */
  closesOn: CalendarDate;
  /** Loans after this one, in order of their ids. */
  after: string;
  limit: number;
}

/**
 * Locks the next loans that are behind. Those that another worker or a command has in hand are passed over, or waited
 * for: then nothing is left when none comes.
 */
export async function takeLoans(tx: Tx, taking: Taking, inHand: 'passed-over' | 'waited-for'): Promise<TakenLoan[]> {
  const isForeseen = `s.closed_till = $1::date - 1 and s.attention_on > $1`;
  // The loans are locked first: a join planned as a merge would read all contracts up to the batch's, for each batch.
  const rows = await tx.rows<TakenRow>(
    `with s as materialized (
       select * from lending.servicing s
        where loan_id > $3 and closed_till < $1 and status in (${EARNING})
          and not exists (select from lending.close_failures f where f.closes_on = $2 and f.loan_id = s.loan_id)
        order by loan_id limit $4 for update ${inHand === 'passed-over' ? 'skip locked' : ''}
     )
     select ${LOAN},
            case when ${isForeseen} then s.forecast -> ($1::date - s.forecast_from) end as foreseen,
            case when ${isForeseen} then null else s.terms end as terms,
            case when ${isForeseen} then null else s.state end as state
       from s join lending.loans l on l.id = s.loan_id order by s.loan_id`,
    [taking.till, taking.closesOn, taking.after, taking.limit],
    `close-take-${inHand}`,
  );
  return rows.map(takenLoan);
}

function takenLoan(row: TakenRow): TakenLoan {
  const { foreseen, terms, state } = row;
  if (foreseen) return { ...behind(row), foreseen: dayOf(foreseen) };
  return { ...behind(row), foreseen: null, terms, state };
}

function behind(row: TakenRow): LoanBehind {
  return {
    loanId: row.loan_id,
    merchantId: row.merchant_id,
    contractNumber: row.contract_number,
    lender: { id: row.lender_id, name: row.lender },
    status: row.status,
    bucket: row.bucket,
    closedTill: row.closed_till,
    booked: { interestFen: row.interest_fen, feeFen: row.fee_fen, penaltyFen: row.penalty_fen },
    outstandingFen: row.outstanding_fen,
    dueFen: row.due_fen,
  };
}

/** Locks one loan and gives it as it is, behind or not. */
export async function takeLoan(tx: Tx, loanId: string): Promise<LookedAt & { isDormant: boolean }> {
  const [row] = await tx.rows<TakenRow & { is_dormant: boolean }>(
    `select ${LOAN}, s.terms, s.state, null as foreseen, s.status not in (${EARNING}) as is_dormant
       from lending.servicing s join lending.loans l on l.id = s.loan_id
      where s.loan_id = $1 for update of s`,
    [loanId],
    'close-take-one',
  );
  if (!row) throw new Error('A loan that is brought forward is there.');
  return { ...behind(row), terms: row.terms, state: row.state, isDormant: row.is_dormant };
}

/** Of loans that were closed as foreseen, all by the same day. */
export async function saveClosed(tx: Tx, till: CalendarDate, loans: readonly LoanClosed[]): Promise<void> {
  if (loans.length === 0) return;
  await tx.rows(
    `update lending.servicing s
        set closed_till = $1, accrued_interest_fen = c.interest_fen, accrued_fee_fen = c.fee_fen,
            accrued_penalty_fen = c.penalty_fen, bucket = c.bucket, category = c.category,
            days_overdue = c.days_overdue, outstanding_fen = c.outstanding_fen, due_fen = c.due_fen
       from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::integer[],
              $9::bigint[], $10::bigint[])
         as c (loan_id, interest_fen, fee_fen, penalty_fen, bucket, category, days_overdue, outstanding_fen, due_fen)
      where s.loan_id = c.loan_id`,
    [till, ...columnsOf(loans)],
    'close-save',
  );
}

/** Of loans that were looked at: how they stand in all, and the days to come. */
export async function saveSeen(tx: Tx, till: CalendarDate, loans: readonly LoanSeen[]): Promise<void> {
  if (loans.length === 0) return;
  await tx.rows(
    `update lending.servicing s
        set closed_till = $1, accrued_interest_fen = c.interest_fen, accrued_fee_fen = c.fee_fen,
            accrued_penalty_fen = c.penalty_fen, bucket = c.bucket, category = c.category,
            days_overdue = c.days_overdue, outstanding_fen = c.outstanding_fen, due_fen = c.due_fen,
            status = c.status, principal_fen = c.principal_fen, overpaid_fen = c.overpaid_fen,
            next_due_on = c.next_due_on, forecast_from = c.forecast_from, forecast = c.forecast,
            attention_on = c.attention_on
       from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::integer[],
              $9::bigint[], $10::bigint[], $11::text[], $12::bigint[], $13::bigint[], $14::date[], $15::date[],
              $16::jsonb[], $17::date[])
         as c (loan_id, interest_fen, fee_fen, penalty_fen, bucket, category, days_overdue, outstanding_fen, due_fen,
              status, principal_fen, overpaid_fen, next_due_on, forecast_from, forecast, attention_on)
      where s.loan_id = c.loan_id`,
    [
      till,
      ...columnsOf(loans),
      loans.map(({ figures }) => figures.status),
      loans.map(({ figures }) => figures.principalFen),
      loans.map(({ figures }) => figures.overpaidFen),
      loans.map(({ figures }) => figures.nextDueOn),
      loans.map(({ outlook }) => outlook.from),
      loans.map(({ outlook }) => JSON.stringify(outlook.days.map(storedDay))),
      loans.map(({ outlook }) => outlook.attentionOn),
    ],
    'close-save-seen',
  );
}

function columnsOf(loans: readonly LoanClosed[]): unknown[][] {
  return [
    loans.map(({ loanId }) => loanId),
    loans.map(({ booked }) => booked.interestFen),
    loans.map(({ booked }) => booked.feeFen),
    loans.map(({ booked }) => booked.penaltyFen),
    loans.map(({ figures }) => figures.bucket),
    loans.map(({ figures }) => figures.category),
    loans.map(({ figures }) => figures.daysOverdue),
    loans.map(({ figures }) => figures.outstandingFen),
    loans.map(({ figures }) => figures.dueFen),
  ];
}

function storedDay({ interestFen, feeFen, penaltyFen, daysOverdue, penaltyOfDayFen }: DayAhead): StoredDay {
  return [interestFen, feeFen, penaltyFen, daysOverdue, penaltyOfDayFen];
}

function dayOf([interestFen, feeFen, penaltyFen, daysOverdue, penaltyOfDayFen]: StoredDay): DayAhead {
  return { interestFen, feeFen, penaltyFen, daysOverdue, penaltyOfDayFen };
}
